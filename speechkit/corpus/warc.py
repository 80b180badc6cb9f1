"""WARC and WET files, read with fastwarc: the extra [warc].

Taken are pages (HTTP responses, or resources without HTTP, that are HTML and no error) and what a crawl has made plain
text of already (WET). All others are passed over and counted by their kind. A damaged member is told, and reading goes
on at the next one that begins after it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, BinaryIO, Final

from speechkit.corpus import files
from speechkit.corpus.compressed import FREE, MOST_RATIO
from speechkit.corpus.discover import Failure
from speechkit.corpus.members import next_start
from speechkit.corpus.records import LARGEST, Fields, Record
from speechkit.errors import InputError

_HTML: Final = frozenset({"text/html", "application/xhtml+xml"})
_PACKED: Final = (b"\x1f\x8b\x08", b"\x28\xb5\x2f\xfd")  # gzip, Zstandard
_STARTS: Final = (*_PACKED, b"WARC/1.", b"WARC/0.")
_MOST_DAMAGE: Final = 1000  # places in one file where reading is taken up again; each is a failure that is told
_FETCH: Final = "fetch it again"
_TRUST: Final = "unpack it yourself if you trust it"
_LONGEST: Final = 40  # characters of the name of a kind of records


def records(path: str, name: str, fields: Fields) -> Iterator[Record]:  # noqa: ARG001  # one signature for all kinds
    """Yield the pages of a WARC file, each called by its URL. Raises InputError."""
    try:
        from fastwarc.warc import ArchiveIterator  # noqa: PLC0415  # needed for WARC only
    except ImportError:
        advice = "install it with: pip install 'speechkit[warc]'"
        raise InputError(path, "reading WARC needs fastwarc", advice) from None
    try:
        with files.opened(path) as file:
            if not files.size_of(file):
                raise InputError(path, "the file is empty", "look whether its download failed")
            yield from _Archive(path, file).records(lambda: ArchiveIterator(file, auto_decode="all"))
    except OSError as error:
        raise files.refused(path, error) from None


class _Archive:
    def __init__(self, path: str, file: BinaryIO) -> None:
        self.path = path
        self.file = file
        self.read = 0  # bytes of the file that are accounted for
        self.last = -1  # where the last record begins
        self.waiting: list[Record] = []  # what is told if reading goes on at once
        head = file.read(len(_PACKED[-1]))
        file.seek(0)
        # How members begin: what a packed one holds may look like another beginning.
        self.starts = tuple(mark for mark in _PACKED if head.startswith(mark)) or _STARTS
        self.most = max(FREE, MOST_RATIO * files.size_of(file))  # bytes that may come out of it

    def records(self, opened: Any) -> Iterator[Record]:
        """Yield the records; after damage, those from the next beginning of a member on."""
        for _ in range(_MOST_DAMAGE):
            sound = False
            try:
                for record in self._until_damage(opened()):
                    yield from self._waiting()
                    sound = True
                    yield record
            except BaseException as error:
                # fastwarc is written in Rust, whose panics are no Exceptions.
                if not isinstance(error, Exception) and type(error).__name__ != "PanicException":
                    raise
                reason = f"a member is damaged: {str(error)[:200]}"
                told = self._failed(reason, "fetch it again; the members after it are read", self.last)
                # Behind a sound record it is that one's end, or the next member, which will fail again and be told.
                self.waiting = [told] if sound else []
                if not sound:
                    yield told
                found = next_start(self.file, max(0, self.last) + 1, self.starts)
                if found is None:
                    break
                self.last = found
                self.file.seek(found)
            else:
                break
        else:
            self.waiting = [
                self._failed(f"it is damaged in {_MOST_DAMAGE} places: the rest is not read", _FETCH, self.last)
            ]
        yield from self._waiting()

    def _waiting(self) -> Iterator[Record]:
        yield from self.waiting
        self.waiting = []

    def _until_damage(self, archive: Any) -> Iterator[Record]:
        for each in archive:
            if self.last < 0 < each.stream_pos:
                yield self._failed(f"what stands before byte {each.stream_pos:,} is damaged", _FETCH, 0)
            self.last = each.stream_pos
            self.most -= max(0, each.content_length)
            if self.most < 0:
                yield self._failed(f"it unpacks to more than {MOST_RATIO} times its size", _TRUST, self.last)
                return
            yield self._record(each)

    def _record(self, each: Any) -> Record:
        """Return the record of a page, or one that tells why it is passed over."""
        if "Content-Length" not in each.headers:
            return self._failed("the record is damaged: its header is not whole", _FETCH, self.last)
        headers = each.http_headers if each.is_http else None
        kind = (each.headers.get("WARC-Type") or "unknown")[:_LONGEST]
        if each.is_http and kind == "response" and (headers is None or headers.status_code is None):
            return self._failed("the record is damaged: it has no HTTP header", _FETCH, self.last)
        why = _passed(each, headers, kind)
        if why is not None:
            return Record(self.path, "", None, self._span(), passed=why)
        return self._page(each, headers)

    def _page(self, each: Any, headers: Any) -> Record:
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
        where = f"{self.path}:{max(0, at)}"
        return Record(where, where, None, self._span(), failure=Failure(where, reason, advice))


def _passed(each: Any, headers: Any, kind: str) -> str | None:
    """Return what a record is that is no page, None for a page."""
    if kind == "conversion":
        return None
    if kind == "response" and headers is not None:
        if not 200 <= headers.status_code < 300:
            return f"status {headers.status_code}"
        media = each.http_content_type
    elif kind == "resource":
        media = (each.headers.get("Content-Type") or "").partition(";")[0].strip().lower()
    else:
        return kind
    return None if media in _HTML else (media or "no media type")[:_LONGEST]
