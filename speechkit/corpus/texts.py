"""The texts of a folder, read one after the other; elsewhere some ahead, since each takes its time."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Iterator
from typing import Final

from speechkit.corpus import files
from speechkit.corpus.discover import Failure
from speechkit.corpus.records import LARGEST, Record
from speechkit.corpus.shards import Text
from speechkit.corpus.storage import is_remote, remote
from speechkit.errors import InputError

_AHEAD: Final = 16  # files that are fetched at the same time


def texts_of(texts: tuple[Text, ...], home: str = "") -> Iterator[tuple[Record, str]]:
    """Yield each text as a record, with its name; relative paths begin at the folder `home`."""
    if not is_remote(texts[0].path):
        for text in texts:
            yield _read(text, home), text.name
        return
    from concurrent.futures import ThreadPoolExecutor  # noqa: PLC0415  # for URLs only

    with ThreadPoolExecutor(_AHEAD) as threads:
        ahead = deque(threads.submit(_read, text, home) for text in texts[:_AHEAD])
        for number, text in enumerate(texts, _AHEAD):
            record = ahead.popleft().result()
            if number < len(texts):
                ahead.append(threads.submit(_read, texts[number], home))
            yield record, text.name


def _read(text: Text, home: str) -> Record:
    """Return the record of a text, or why it cannot be read."""
    if text.size > LARGEST:
        failure = Failure(text.path, f"it is larger than {LARGEST >> 20} MB", "split it")
        return Record(text.path, text.name, None, text.size, failure=failure)
    try:
        data = _fetched(text) if is_remote(text.path) else files.read(os.path.join(home, text.path))
    except InputError as error:
        failure = Failure(error.path, error.reason, error.advice)
        return Record(text.path, text.name, None, text.size, failure=failure)
    return Record(text.path, text.name, data, text.size)


def _fetched(text: Text) -> bytes:
    system, path = remote(text.path)
    try:
        return bytes(system.cat_file(path))
    except Exception as error:  # each file system has errors of its own
        raise InputError(text.path, f"it cannot be read: {str(error)[:200]}", "run again") from None
