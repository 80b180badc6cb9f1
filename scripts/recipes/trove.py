"""The recipe for datatrove, run on this machine: speechkit as a step of a pipeline, every id once.

build/spark/bin/python scripts/recipes/trove.py
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory

import pyarrow as pa
from datatrove.data import Document
from datatrove.executor import LocalPipelineExecutor
from datatrove.pipeline.base import PipelineStep
from datatrove.pipeline.readers import JsonlReader
from datatrove.pipeline.writers import JsonlWriter
from speeches import ROWS, check

from speechkit.corpus.arrow import clean_batch


class Speechkit(PipelineStep):
    """Puts the document as JSON in the place of the text, and what failed into the metadata."""

    name = "speechkit"
    type = "formatter"

    def run(self, data: Iterable[Document], rank: int = 0, world_size: int = 1) -> Iterator[Document]:  # noqa: ARG002  # datatrove's signature
        """Clean the documents, 256 at a time."""
        left = iter(data)
        while some := list(islice(left, 256)):
            batch = pa.RecordBatch.from_pydict({"id": [each.id for each in some], "raw": [each.text for each in some]})
            for document, row in zip(some, clean_batch(batch).to_pylist(), strict=True):
                document.text = row["json"] or ""
                document.metadata |= {"error": row["error"], "version": row["version"]}
                yield document


def main() -> None:
    rows = [{"id": row["id"], "raw": row["raw"].decode("gb18030")} for row in ROWS if row["raw"]]  # it reads text only
    with TemporaryDirectory() as folder:
        Path(f"{folder}/in").mkdir()
        for part in range(2):
            lines = [json.dumps({"id": row["id"], "text": row["raw"]}) + "\n" for row in rows[part::2]]
            Path(f"{folder}/in/{part}.jsonl").write_text("".join(lines), "utf-8")
        steps = [JsonlReader(f"{folder}/in"), Speechkit(), JsonlWriter(f"{folder}/out", compression=None)]
        LocalPipelineExecutor(steps, tasks=2, workers=1, logging_dir=f"{folder}/log").run()
        found = [json.loads(line) for path in Path(f"{folder}/out").iterdir() for line in path.read_text().splitlines()]
        told = ("error", "version")
        made = [
            {"id": row["id"], "json": row["text"], **{name: row["metadata"][name] for name in told}} for row in found
        ]
        check("datatrove", rows, made)


if __name__ == "__main__":
    main()
