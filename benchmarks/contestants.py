"""What benchmarks.peers measures, each in a process of its own: python contestants.py NAME LIST.

LIST is JSON: [path, encoding] of each document. For every line "start stop" on standard input the documents of that
stretch are done from the file on disk to bytes in memory, and the seconds of CPU are answered. Nothing of this package
is imported but where the product itself is measured, so that peers may live in an environment of their own.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

Work = Callable[[bytes, str], object]


def bare() -> Work:
    """Return decoding and encoding alone: the floor below everything."""
    return lambda data, encoding: data.decode(encoding, "replace").encode()


def product() -> Work:
    """Return speechkit: the document with all edits as JSON."""
    import speechkit  # noqa: PLC0415  # each contestant imports its own

    return lambda data, _: speechkit.clean(data).to_json(edits=True).encode("utf-8", "replace")


def charset() -> Work:
    """Return charset-normalizer: which encoding."""
    from charset_normalizer import from_bytes  # type: ignore[import-not-found, unused-ignore]  # noqa: PLC0415  # as above

    return lambda data, _: str(from_bytes(data).best()).encode("utf-8", "replace")


def charset_ftfy() -> Work:
    """Return charset-normalizer and then ftfy: the encoding, and what is broken in the text."""
    from charset_normalizer import from_bytes  # noqa: PLC0415  # as above
    from ftfy import fix_text  # type: ignore[import-not-found, unused-ignore]  # noqa: PLC0415  # as above

    return lambda data, _: fix_text(str(from_bytes(data).best())).encode("utf-8", "replace")


def trafilatura() -> Work:
    """Return trafilatura: the main text of a page."""
    from trafilatura import extract  # type: ignore[import-not-found, unused-ignore]  # noqa: PLC0415  # as above

    return lambda data, encoding: extract(data.decode(encoding, "replace"))


def justext() -> Work:
    """Return jusText: the paragraphs of a page that are no boilerplate; it has no list of Chinese words."""
    from justext import justext as classify  # type: ignore[import-not-found, unused-ignore]  # noqa: PLC0415  # as above

    return lambda data, encoding: classify(data, frozenset(), stopwords_low=0, stopwords_high=0, encoding=encoding)


_MAPPERS = (
    "fix_unicode", "whitespace_normalization", "punctuation_normalization", "clean_html", "clean_links", "clean_email",
    "clean_ip", "clean_copyright",
)  # fmt: skip


def data_juicer() -> Work:
    """Return the mappers of Data-Juicer that clean text, one after the other."""
    from importlib import import_module  # noqa: PLC0415  # as above

    mappers: list[Any] = []
    for name in _MAPPERS:
        module = import_module(f"data_juicer.ops.mapper.{name}_mapper")
        mappers.append(getattr(module, "".join(map(str.title, name.split("_"))) + "Mapper")())

    def work(data: bytes, encoding: str) -> bytes:
        batch = {"text": [data.decode(encoding, "replace")]}
        for mapper in mappers:
            batch = mapper.process_batched(batch)
        return batch["text"][0].encode("utf-8", "replace")

    return work


CONTESTANTS: dict[str, Callable[[], Work]] = {
    "decode + encode": bare,
    "speechkit": product,
    "charset-normalizer": charset,
    "charset-normalizer + ftfy": charset_ftfy,
    "trafilatura": trafilatura,
    "jusText": justext,
    "Data-Juicer mappers": data_juicer,
}


def main() -> None:
    """Answer what is asked on standard input."""
    work = CONTESTANTS[sys.argv[1]]()
    documents = [(Path(path), encoding) for path, encoding in json.loads(Path(sys.argv[2]).read_text("utf-8"))]
    answer = sys.stdout
    sys.stdout = sys.stderr  # what a package prints is no answer
    for line in sys.stdin:
        start, stop = map(int, line.split())
        begun = time.process_time()
        for path, encoding in documents[start:stop]:
            work(path.read_bytes(), encoding)
        print(time.process_time() - begun, file=answer, flush=True)


if __name__ == "__main__":
    main()
