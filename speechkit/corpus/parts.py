"""The parts of a shard: runs of records, each made into one Parquet file that tells in its footer what it was made of.

Which records are a part depends on the shard alone, so whoever makes a part, and however often, writes the same bytes
under the same name. A part that is there is left alone if its footer names the same records, options and version.
"""

from __future__ import annotations

import io
import os
from collections.abc import Iterable, Iterator
from contextlib import suppress
from hashlib import blake2b
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import msgspec
from msgspec import Struct, field

from speechkit.corpus.arrow import BLAMED, clean_batch
from speechkit.corpus.discover import Failure
from speechkit.corpus.forms import Recipe
from speechkit.corpus.records import Fields, Record, records
from speechkit.corpus.shards import Shard
from speechkit.corpus.storage import Store, is_remote, joined, local_copy, local_stamp, store_of
from speechkit.corpus.texts import texts_of
from speechkit.corpus.tries import tried
from speechkit.corpus.work import tally
from speechkit.errors import InputError
from speechkit.version import VERSION

if TYPE_CHECKING:
    import pyarrow as pa

PART_BYTES: Final = 1 << 23  # of raw text: some seconds of work, and 120,000 files a terabyte
PART_ROWS: Final = 4096
BATCH_ROWS: Final = 256
_BEGUN: Final = "run.json"
REPORTS: Final = "_speechkit"  # a folder below the output; what reads a folder of Parquet passes over such names
MOST_TOLD: Final = 20  # failures of a part that are told one by one; all are in its column `error`
_KEY: Final = b"speechkit"
_AGAIN: Final = "run again; it is made anew"


class Job(Struct, frozen=True):
    """What is to be done with every shard; `digest` is that of the recipe and of how parts are divided.

    `force`: make the parts again that are there. `run` tells runs apart that would make other files. `home` is the
    folder at which the paths of shards begin: an engine may have been started elsewhere.
    """

    recipe: Recipe
    digest: str
    output: str
    fields: Fields
    part_bytes: int = PART_BYTES
    force: bool = False
    home: str = ""
    run: str = ""


class Told(Struct):
    """What became of a part, or (`part` is -1) of a shard as a whole, which has then so many `parts`.

    `rows` counts its records, `failed` those without a document; `kept`: it was there already. `size` is that of the
    file that was made, `span` how much of the shard it took, in bytes. `again`: a record may do better next time,
    since its process died on it or it could not be read. `broken` is why a shard could not be read to its end, or a
    part not be written.
    """

    place: str
    part: int
    parts: int = 0
    rows: int = 0
    failed: int = 0
    changed: int = 0
    span: int = 0
    size: int = 0
    kept: bool = False
    again: bool = False
    rules: dict[str, int] = field(default_factory=dict)
    failures: list[Failure] = field(default_factory=list)
    broken: Failure | None = None


class Message(NamedTuple):
    """What is sent from who reads to who cleans: the records of a part as an Arrow stream, or news only.

    `base` stands before a source in its path, `digest` is that of the records.
    """

    told: Told
    data: bytes | None = None
    base: str = ""
    digest: str = ""


class _Footer(Struct, frozen=True):
    digest: str
    records: str
    told: Told


class _Changes(Struct):
    total: int
    by_rule: dict[str, int]


class _Counted(Struct):
    changes: _Changes


_COUNTED: Final = msgspec.json.Decoder(_Counted)


def file_of(place: str, part: int) -> str:
    """Return the name of the file that a part is made into, below the output folder."""
    return f"{place}.{part:05d}.parquet"


def report_of(shard: Shard) -> str:
    """Return the name of the report of a shard, below the output."""
    return f"{REPORTS}/{shard.place}.json"


# ---- reading


class _Part:
    """The records that will be one file."""

    def __init__(self) -> None:
        self.rows: list[tuple[str, bytes | str | None, str | None, str | None, str]] = []
        self.size = self.span = 0
        self.again = False
        self.digest = blake2b(digest_size=16)

    def add(self, record: Record, source: str) -> None:
        error = None if record.failure is None else f"{record.failure.reason}; {record.failure.advice}"
        data = record.data
        if isinstance(data, str):
            data = _whole(data)
        name = record.name.encode("utf-8", "replace").decode()
        self.rows.append((name, data, record.charset, error, source))
        raw = data.encode() if isinstance(data, str) else data or b""
        # Lengths first: no two runs of records are the same bytes.
        head = repr((name, len(raw), isinstance(data, str), record.charset, error, source))
        self.digest.update(head.encode())
        self.digest.update(raw)
        self.size += len(raw)
        self.span += record.span

    def packed(self) -> bytes:
        """Return the records as an Arrow stream."""
        import pyarrow as pa  # noqa: PLC0415  # needed by workers only

        names, raws, charsets, errors, sources = (list(column) for column in zip(*self.rows, strict=True))
        text = pa.string()
        kind = pa.large_binary() if any(isinstance(raw, bytes) for raw in raws) else pa.large_string()
        batch = pa.RecordBatch.from_arrays(
            [pa.array(names, text), pa.array(raws, kind), pa.array(map(_type, charsets), text), pa.array(errors, text),
             pa.array(sources, text)],
            names=["id", "raw", "content_type", "error", "source"],
        )  # fmt: skip
        sink = io.BytesIO()
        with pa.ipc.new_stream(sink, batch.schema) as stream:
            stream.write_batch(batch)
        return sink.getvalue()


def _whole(text: str) -> str:
    """Return the text as Arrow can hold it: U+FFFD, which is flagged, for each half of a surrogate pair."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return text


def _type(charset: str | None) -> str | None:
    return None if charset is None else f"text/html; charset={charset}"


def read_parts(shard: Shard, job: Job) -> Iterator[Message]:
    """Yield the parts of a shard that are to be made, news of those that are there, and last how many there are.

    Never raises; what is wrong with the shard as a whole is told last. Parts beyond the last one, which an earlier
    state of the shard had, are removed.
    """
    end = Told(shard.place, -1)
    try:
        store = store_of(job.output)
        if (
            shard.stale
        ):  # a killed run would leave it to tell of parts that are other ones now, of the same sizes perhaps
            store.remove(report_of(shard))
        with tried(store, f"{shard.place}.read", shard.path):
            if shard.texts:
                yield from _divided(texts_of(shard.texts, job.home), shard, job, store, end)
            else:
                yield from _fetched(shard, job, store, end)
        for part in shard.there if end.broken is None else ():
            if part >= end.parts:
                store.remove(file_of(shard.place, part))
    except InputError as error:
        end.broken = Failure(error.path, error.reason, error.advice)
    except Exception as error:  # of the file system, each has its own
        end.broken = unreachable(shard.path, "read", error)
    yield Message(end)


def _changed(shard: Shard, path: str) -> bool:
    """Say whether the file is another than the one that was found; of a fetched one the size tells."""
    if is_remote(shard.path):
        return shard.size not in {0, os.stat(path).st_size}
    return local_stamp(path) != shard.stamp


def _fetched(shard: Shard, job: Job, store: Store, end: Told) -> Iterator[Message]:
    """Yield the parts of a file of records."""
    with local_copy(shard.path, job.home) as path:
        yield from _divided(_records(path, shard, job.fields, end), shard, job, store, end)
        if end.broken is None and _changed(shard, path):
            end.broken = Failure(shard.path, "it changed while it was read", "run again when it is complete")


def _records(path: str, shard: Shard, fields: Fields, end: Told) -> Iterator[tuple[Record, str]]:
    """Yield the records of a file with their places; why it cannot be read is told."""
    for record in records(path, shard.name, fields):
        if record.failure is not None and record.where == path:
            end.broken = record.failure._replace(path=shard.path)
            continue
        place = record.where.removeprefix(path)
        if record.failure is not None or record.name.startswith(f"{path}:"):  # one that has no name
            record = record._replace(name=shard.name + place)  # noqa: PLW2901  # the same record
        yield record, shard.place + place


def _divided(found: Iterable[tuple[Record, str]], shard: Shard, job: Job, store: Store, end: Told) -> Iterator[Message]:
    part = _Part()
    for record, source in found:
        part.add(record, source)
        part.again |= bool(shard.texts) and record.failure is not None
        if part.size >= job.part_bytes or len(part.rows) == PART_ROWS:
            yield from _sent(part, shard, job, store, end)
            part = _Part()
    if part.rows:
        yield from _sent(part, shard, job, store, end)


def _sent(part: _Part, shard: Shard, job: Job, store: Store, end: Told) -> Iterator[Message]:
    number = end.parts
    end.parts += 1
    digest = part.digest.hexdigest()
    if number in shard.there and not job.force:
        kept = _kept(store, file_of(shard.place, number), job.digest, digest)
        if kept is not None:
            yield Message(kept)
            return
    told = Told(shard.place, number, rows=len(part.rows), span=part.span, again=part.again)
    yield Message(told, part.packed(), shard.base, digest)


def _kept(store: Store, name: str, digest: str, of: str) -> Told | None:
    """Return what an earlier run told of a part, if it is whole and was made of the same records in the same way."""
    import pyarrow.parquet as pq  # noqa: PLC0415  # needed by workers only

    try:
        data = store.read(name)
        metadata = pq.read_metadata(io.BytesIO(data)).metadata or {}
        footer = msgspec.json.decode(metadata[_KEY], type=_Footer)
    except Exception:  # half a file, or none of ours: it is made again
        return None
    if (footer.digest, footer.records) != (digest, of):
        return None
    footer.told.kept, footer.told.size = True, len(data)
    return footer.told


# ---- cleaning


def make_part(message: Message, job: Job) -> Told:
    """Clean the records of a part, write its file and tell what became of it; news are passed on. Never raises."""
    told, data = message.told, message.data
    if data is None:
        return told
    name = file_of(told.place, told.part)
    try:
        store = store_of(job.output)
        with tried(store, name, joined(job.output, name)) as tries:
            table = _cleaned(data, job, careful=tries > 0)
            _count(table, told, message.base)
            digest = "" if told.again else message.digest
            footer = msgspec.json.encode(_Footer(job.digest, digest, told), order="deterministic")
            made = _parquet(table, footer)
            _look_for_others(store, job)
            store.write(name, made)
            told.size = len(made)
    except InputError as error:
        told.broken = Failure(error.path, error.reason, error.advice)
    except Exception as error:  # of the file system, each has its own
        told.broken = unreachable(joined(job.output, name), "written", error)
    return told


class Begun(Struct):
    """What a run writes into its output when it begins."""

    version: str
    digest: str
    run: str = ""


def begin(store: Store, job: Job) -> None:
    """Note in the output that the run begins; of two runs at once the one that began last goes on."""
    store.write(f"{REPORTS}/{_BEGUN}", msgspec.json.encode(Begun(VERSION, job.digest, job.run)))


def _look_for_others(store: Store, job: Job) -> None:
    """Raise InputError when a run that makes other files has begun in the output since this one."""
    found = store.read_all([name := f"{REPORTS}/{_BEGUN}"]).get(name)
    with suppress(msgspec.DecodeError):
        if found is not None and msgspec.json.decode(found, type=Begun).run != job.run:
            reason = "another run with other inputs or options has begun in this folder"
            raise InputError(job.output, reason, "run again when it has ended")


def _cleaned(data: bytes, job: Job, *, careful: bool) -> pa.Table:
    """Return the documents of a part with the place where each record stands.

    `careful`: clean in a process of its own, which may die.
    """
    import pyarrow as pa  # noqa: PLC0415  # needed by workers only

    recipe = job.recipe
    how: dict[str, Any] = {"options": recipe.options, "edits": recipe.edits, "raw": recipe.raw}
    made = []
    for whole in pa.ipc.open_stream(data):
        for start in range(0, whole.num_rows, BATCH_ROWS):
            batch = whole.slice(start, BATCH_ROWS)
            if careful:
                from speechkit.corpus.careful import clean_carefully  # noqa: PLC0415  # 38 ms, needed after deaths only

                done = clean_carefully(batch, how)
            else:
                done = clean_batch(batch, **how)
            names = [*done.schema.names, "source"]
            made.append(pa.RecordBatch.from_arrays([*done.columns, batch["source"]], names=names))
    return pa.Table.from_batches(made)


def _count(table: pa.Table, told: Told, base: str) -> None:
    for data, error, source in zip(table["json"], table["error"], table["source"], strict=True):
        if error.is_valid:
            told.failed += 1
            told.again |= error.as_py() == BLAMED
            if len(told.failures) < MOST_TOLD:
                reason, _, advice = error.as_py().rpartition("; ")
                told.failures.append(Failure(base + source.as_py(), reason, advice))
            continue
        changes = _COUNTED.decode(data.as_buffer()).changes
        told.changed += changes.total > 0
        tally(told.rules, changes.by_rule)


def _parquet(table: pa.Table, footer: bytes) -> bytes:
    import pyarrow.parquet as pq  # noqa: PLC0415  # needed by workers only

    sink = io.BytesIO()
    pq.write_table(table.replace_schema_metadata({_KEY: footer}), sink, compression="zstd", row_group_size=PART_ROWS)
    return sink.getvalue()


def unreachable(path: str, doing: str, error: Exception) -> Failure:
    """Return the failure of a file system, each of which has errors of its own."""
    why = str(getattr(error, "strerror", None) or error)[:200].lower() or type(error).__name__
    return Failure(path, f"it cannot be {doing}: {why}", _AGAIN)
