"""Reads a catalogue (DCAT, JSON-LD) and a described table (CSV on the Web) with tools that were written elsewhere.

Usage: python3 read_open_data.py [CATALOGUE METADATA]   files; prints what was found as JSON
"""

import importlib.metadata
import json
import sys


def version(package):
    try:
        return importlib.metadata.version(package)
    except importlib.metadata.PackageNotFoundError:
        return None


def with_rdflib(catalogue, _):
    import rdflib

    dcat = rdflib.Namespace("http://www.w3.org/ns/dcat#")
    graph = rdflib.Graph().parse(catalogue, format="json-ld")
    return {
        "triples": len(graph),
        "catalogs": len(list(graph.subjects(rdflib.RDF.type, dcat.Catalog))),
        "datasets": len(list(graph.objects(None, dcat.dataset))),
        "distributions": len(list(graph.subjects(rdflib.RDF.type, dcat.Distribution))),
        "titled": len(set(graph.subjects(rdflib.DCTERMS.title, None))),
    }


def with_csvw(_, metadata):
    import warnings

    from csvw.metadata import CSVW

    with warnings.catch_warnings(record=True) as said:
        warnings.simplefilter("always")
        table = CSVW(metadata, validate=True)
        rows = list(table.tables[0].iterdicts())
        return {
            "valid": bool(table.is_valid),
            "warnings": [str(one.message) for one in said],
            "rows": len(rows),
            "counts": sum(1 for row in rows if isinstance(row["count"], int)),
            "columns": [column.name for column in table.tables[0].tableSchema.columns],
        }


found = {}
for name, read in (("rdflib", with_rdflib), ("csvw", with_csvw)):
    known = version(name)
    if known is not None:
        found[name] = {"version": known, **(read(*sys.argv[1:3]) if len(sys.argv) > 2 else {})}
print(json.dumps(found))
