"""The recipe for Spark, run on this machine: speechkit under mapInArrow, every id once.

build/spark/bin/python scripts/recipes/spark.py
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import pyarrow as pa
import pyarrow.parquet as pq
from pyspark.sql import SparkSession
from speeches import ROWS, check

from speechkit.corpus.arrow import clean_batch

SCHEMA = "id string, json string, error string, version string"


def main() -> None:
    os.environ["PYSPARK_PYTHON"] = sys.executable  # on a cluster: a Python that has speechkit[arrow], on every node
    with TemporaryDirectory() as folder:
        source, target = f"{folder}/in", f"{folder}/out"
        Path(source).mkdir()
        for part in range(4):
            pq.write_table(pa.Table.from_pylist(ROWS[part::4]), f"{source}/{part}.parquet")
        spark = (
            SparkSession.builder.master("local[2]")
            .config("spark.ui.enabled", "false")
            .config("spark.driver.host", "127.0.0.1")
            .config("spark.driver.bindAddress", "127.0.0.1")
            .config("spark.sql.execution.arrow.maxRecordsPerBatch", "256")
            .getOrCreate()
        )
        try:
            rows = spark.read.parquet(source).select("id", "raw")
            rows.mapInArrow(lambda batches: map(clean_batch, batches), SCHEMA).write.parquet(target)
        finally:
            spark.stop()
        check("Spark", ROWS, pq.read_table(target).to_pylist())


if __name__ == "__main__":
    main()
