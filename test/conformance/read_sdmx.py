"""Reads what a node serves as SDMX with clients that were written elsewhere, and prints what they found as JSON.

Usage: python3 read_sdmx.py ADDRESS FLOW   e.g. http://127.0.0.1:1234/sdmx/v2 PALERMO/DF_SDG_16_2_2
"""

import importlib.metadata
import io
import json
import sys
import urllib.request


def fetch(address, accept):
    request = urllib.request.Request(address, headers={"Accept": accept})
    with urllib.request.urlopen(request, timeout=60) as answer:
        return answer.read()


def version(package):
    try:
        return importlib.metadata.version(package)
    except importlib.metadata.PackageNotFoundError:
        return None


def numbers(values):
    return sum(1 for value in values if value == value and value is not None and str(value) not in ("", "NaN"))


def with_sdmx1(address, flow):
    import sdmx

    text = fetch(f"{address}/data/dataflow/{flow}/+", "application/vnd.sdmx.data+csv;version=2.0.0")
    message = sdmx.read_sdmx(io.BytesIO(text), format="CSV", structure=structure_for_sdmx1(text))
    observations = [o for data_set in message.data for o in data_set.obs]
    return {"observations": len(observations), "numbers": numbers([float(o.value) for o in observations])}


def structure_for_sdmx1(text):
    """A data structure with the components that the file names, as the client wants to be told it."""
    from sdmx.model import v30 as model

    header = text.decode("utf-8").split("\r\n")[0].split(",")
    components = header[3:]
    value = components.index("OBS_VALUE")
    structure = model.DataStructureDefinition(id="DSD")
    for name in components[:value]:
        structure.dimensions.append(model.Dimension(id=name))
    structure.measures.append(model.Measure(id="OBS_VALUE"))
    for name in components[value + 1 :]:
        structure.attributes.append(model.DataAttribute(id=name))
    return structure


def with_pysdmx(address, flow):
    from pysdmx.io import read_sdmx
    from pysdmx.io.json.sdmxjson2.reader import doc_validation

    text = fetch(f"{address}/data/dataflow/{flow}/+", "application/vnd.sdmx.data+csv;version=2.1.0").decode("utf-8")
    data_set = read_sdmx(text).data[0].data
    structure = fetch(
        f"{address}/structure/dataflow/{flow}/+?references=descendants",
        "application/vnd.sdmx.structure+json;version=2.1.0",
    ).decode("utf-8")
    message = read_sdmx(structure, validate=True)
    definition = message.get_data_structure_definitions()[0]
    data = fetch(f"{address}/data/dataflow/{flow}/+", "application/vnd.sdmx.data+json;version=2.1.0").decode("utf-8")
    doc_validation.validate_sdmx_json(data)
    return {
        "observations": len(data_set),
        "numbers": numbers([float(value) for value in data_set["OBS_VALUE"]]),
        "dimensions": [component.id for component in definition.components.dimensions],
        "dataJson": "valid",
    }


readers = {"sdmx1": ("sdmx1", with_sdmx1), "pysdmx": ("pysdmx", with_pysdmx)}
found = {}
for name, (package, read) in readers.items():
    known = version(package)
    if known is not None:
        found[name] = {"version": known, **(read(sys.argv[1], sys.argv[2]) if len(sys.argv) > 2 else {})}
print(json.dumps(found))
