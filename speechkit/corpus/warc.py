"""WARC and WET files, read with fastwarc: the extra [warc].

Taken are pages (HTTP responses that are HTML and no error) and what a crawl has made plain text of already (WET). A
damaged member is told, and reading goes on at the next one that begins after it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, BinaryIO, Final

from speechkit.corpus import files
from speechkit.corpus.discover import Failure
from speechkit.corpus.records import LARGEST, Fields, Record
from speechkit.errors import InputError

_HTML: Final = frozenset({"text/html", "application/xhtml+xml"})
_STARTS: Final = (b"\x1f\x8b\x08", b"WARC/1.", b"WARC/0.")
_BLOCK: Final = 1 << 20
_MOST_DAMAGE: Final = 1000  # places in one file where reading is taken up again; each is a failure that is told
_FETCH: Final = "fetch it again"


def records(path: str, name: str, fields: Fields) -> Iterator[Record]:  # noqa: ARG001  # one signature for all kinds
    """Yield the pages of a WARC file, each called by its URL. Raises InputError."""
    try:
        from fastwarc.warc import ArchiveIterator, WarcRecordType  # noqa: PLC0415  # needed for WARC only
    except ImportError:
        advice = "install it with: pip install 'speechkit[warc]'"
        raise InputError(path, "reading WARC needs fastwarc", advice) from None
    kinds = WarcRecordType.response | WarcRecordType.conversion
    try:
        with files.opened(path) as file:
            if not files.size_of(file):
                raise InputError(path, "the file is empty", "look whether its download failed")
            yield from _Archive(path, file, WarcRecordType.conversion).records(
                lambda: ArchiveIterator(file, record_types=kinds, auto_decode="all")
            )
    except OSError as error:
        raise files.refused(path, error) from None


class _Archive:
    def __init__(self, path: str, file: BinaryIO, text: Any) -> None:
        self.path = path
        self.text = text  # the kind of records that are plain text
        self.file = file
        self.read = 0  # bytes of the file that are accounted for
        self.last = 0  # where the last record begins

    def records(self, opened: Any) -> Iterator[Record]:
        """Yield the records; after damage, those from the next beginning of a member on."""
        for _ in range(_MOST_DAMAGE):
            try:
                yield from self._until_damage(opened())
            except BaseException as error:
                # fastwarc is written in Rust, whose panics are no Exceptions.
                if not isinstance(error, Exception) and type(error).__name__ != "PanicException":
                    raise
                reason = f"a member is damaged: {str(error)[:200]}"
                yield self._failed(reason, "fetch it again; the members after it are read", self.last)
                found = _next_start(self.file, self.last + 1)
                if found is None:
                    return
                self.last = found
                self.file.seek(found)
            else:
                return
        yield self._failed(f"it is damaged in {_MOST_DAMAGE} places: the rest is not read", _FETCH, self.last)

    def _until_damage(self, archive: Any) -> Iterator[Record]:
        for each in archive:
            self.last = each.stream_pos
            found = self._record(each)
            if found is not None:
                yield found

    def _record(self, each: Any) -> Record | None:
        """Return the record of a page, or None for what is no page."""
        if "Content-Length" not in each.headers:
            return self._failed("the record is damaged: its header is not whole", _FETCH, self.last)
        headers = each.http_headers if each.is_http else None
        if each.is_http:
            if headers is None or headers.status_code is None:
                return self._failed("the record is damaged: it has no HTTP header", _FETCH, self.last)
            if each.http_content_type not in _HTML or not 200 <= headers.status_code < 300:
                return None
        elif each.record_type != self.text:
            return None
        data = each.reader.read(LARGEST + 1)
        if len(data) > LARGEST:
            return self._failed(f"the record is larger than {LARGEST >> 20} MB", "take it out", self.last)
        packed = headers is not None and ("Content-Encoding" in headers or "Transfer-Encoding" in headers)
        if not data or (not packed and len(data) < each.content_length):
            return self._failed("the record is empty or cut off", _FETCH, self.last)
        url = each.headers.get("WARC-Target-URI") or f"{self.path}:{self.last}"
        charset = each.http_charset if headers is not None else "utf-8"
        return Record(f"{self.path}:{self.last}", url, data, self._span(), charset)

    def _span(self) -> int:
        position = self.file.tell()
        span, self.read = max(0, position - self.read), max(self.read, position)
        return span

    def _failed(self, reason: str, advice: str, at: int) -> Record:
        where = f"{self.path}:{at}"
        return Record(where, where, None, self._span(), failure=Failure(where, reason, advice))


def _next_start(file: BinaryIO, start: int) -> int | None:
    """Return where, from `start` on, a member may begin."""
    file.seek(start)
    before = b""
    while block := file.read(_BLOCK):
        window = before + block
        found = [at for at in (window.find(mark) for mark in _STARTS) if at >= 0]
        if found:
            return start - len(before) + min(found)
        start += len(block)
        before = window[-8:]
    return None
