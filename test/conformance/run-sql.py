"""Runs statements on another engine over Parquet files.

usage: run-sql.py datafusion|spark FOLDER|--version
Every line of standard input is a JSON text with one statement; every line of output a JSON list of rows. The tables
are the folders in FOLDER, each of Parquet files.
"""
import json
import os
import sys

engine, folder = sys.argv[1], sys.argv[2]


def with_datafusion():
    import datafusion

    if folder == "--version":
        return datafusion.__version__, None
    context = datafusion.SessionContext()
    for name in tables():
        context.register_parquet(name, os.path.join(folder, name) + "/")

    def rows(sql):
        return [
            list(row)
            for batch in context.sql(sql).collect()
            for row in zip(*(column.to_pylist() for column in batch.columns))
        ]

    return None, rows


def with_spark():
    import pyspark

    if folder == "--version":
        return pyspark.__version__, None
    from pyspark.sql import SparkSession

    session = (
        SparkSession.builder.master("local[2]")
        .config("spark.ui.enabled", "false")
        .config("spark.sql.shuffle.partitions", "1")
        .config("spark.sql.adaptive.enabled", "false")
        .config("spark.sql.codegen.wholeStage", "false")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.driver.host", "127.0.0.1")
        .getOrCreate()
    )
    session.sparkContext.setLogLevel("ERROR")
    for name in tables():
        session.read.parquet(os.path.join(folder, name)).createOrReplaceTempView(name)
        session.catalog.cacheTable(name)
    return None, lambda sql: [list(row) for row in session.sql(sql).collect()]


def tables():
    return [name for name in os.listdir(folder) if os.path.isdir(os.path.join(folder, name))]


version, rows = {"datafusion": with_datafusion, "spark": with_spark}[engine]()
if version is not None:
    print(version)
else:
    for line in sys.stdin:
        print(json.dumps(rows(json.loads(line))), flush=True)
