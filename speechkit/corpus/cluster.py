"""Shards through Ray Data, on this machine or a cluster: read in parts, cleaned, written as Parquet.

A run can be broken off anywhere and called again. Ray's own checkpoints are not used: there is one a write task, they
want an id in every row and hold all finished ids in memory. Here what is done is what stands in the output: a part is a
file that names its records (speechkit.corpus.parts), and a shard whose parts are all there has a report beside them, by
which the next run passes it over without reading it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from contextlib import closing, nullcontext, suppress
from typing import Any, Final, NamedTuple, TypeVar

import msgspec
from msgspec import Struct, field
from msgspec.structs import replace

from speechkit.corpus.discover import Failure, many_in
from speechkit.corpus.files import is_half
from speechkit.corpus.forms import Recipe
from speechkit.corpus.locking import Lock
from speechkit.corpus.manifest import recipe_digest
from speechkit.corpus.parts import PART_BYTES, PART_ROWS, REPORTS, Job, Told, begin, file_of, report_of, unreachable
from speechkit.corpus.raydata import answers, started, told_of
from speechkit.corpus.records import Fields
from speechkit.corpus.shards import Shard
from speechkit.corpus.storage import everywhere, is_remote, joined, store_of
from speechkit.corpus.twice import Twice, find_twice
from speechkit.corpus.work import tally
from speechkit.errors import OptionError

_TWICE: Final = f"{REPORTS}/twice.json"
_T = TypeVar("_T")
_MOST_TOLD: Final = 100  # failures of a shard in its report


class Report(Struct):
    """What was made of a shard: written when all of it is there, and read by the next run.

    `sizes` are those of its parts in bytes; `failures` the first ones.
    """

    digest: str
    stamp: str | None
    sizes: list[int]
    rows: int = 0
    failed: int = 0
    changed: int = 0
    rules: dict[str, int] = field(default_factory=dict)
    failures: list[Failure] = field(default_factory=list)


class Done(NamedTuple):
    """What became of a shard, in this run and before: its report, and why not all of it is there."""

    shard: Shard
    report: Report
    broken: list[Failure]


def job_of(recipe: Recipe, output: str, fields: Fields, *, force: bool = False, part_bytes: int = PART_BYTES) -> Job:
    """Return what is to be done with every shard; the digest tells it from everything that makes other files."""
    told = f"{recipe_digest(recipe)} {fields!r} {part_bytes} {PART_ROWS}"
    return Job(
        recipe, hashlib.sha256(told.encode()).hexdigest(), everywhere(output), fields, part_bytes, force, everywhere("")
    )


class _Sums:
    """What has been told of a shard so far."""

    def __init__(self, shard: Shard) -> None:
        self.shard = shard
        self.parts: dict[int, Told] = {}
        self.end: Told | None = None
        self.broken: list[Failure] = []
        self.again = False

    def add(self, told: Told) -> bool:
        """Take what is told; say whether it is news of a part."""
        if told.broken is not None and told.broken not in self.broken:
            self.broken.append(told.broken)
        if told.part < 0:
            self.end = told if self.end is None else self.end
            return False
        if told.part in self.parts:
            return False
        self.parts[told.part] = told
        self.again |= told.again
        return True

    def missing(self) -> bool:
        return any(part not in self.parts for part in range(self.end.parts if self.end else 0))

    def told_all(self) -> bool:
        return self.end is not None and not self.missing()

    def lasts(self) -> bool:
        """Say whether the next run may pass it over."""
        return self.told_all() and not self.broken and not self.again

    def done(self, digest: str) -> Done:
        report = Report(digest, self.shard.stamp, [])
        for _, told in sorted(self.parts.items()):
            if told.broken is None:
                _sum(report, told)
        broken = self.broken.copy()
        if self.end is None or self.missing():  # a task that Ray has given up
            broken.append(Failure(self.shard.path, "not all of it is made: Ray lost a task", "run again for the rest"))
        return Done(self.shard, report, broken)


def _sum(report: Report, told: Told) -> None:
    report.sizes.append(told.size)
    report.rows += told.rows
    report.failed += told.failed
    report.changed += told.changed
    tally(report.rules, told.rules)
    report.failures += told.failures[: _MOST_TOLD - len(report.failures)]


class Cluster:
    """One run over the shards of a corpus; `jobs` is the most processes that clean, `loud` lets Ray speak."""

    def __init__(self, shards: list[Shard], job: Job, jobs: int | None = None, *, loud: bool = False) -> None:
        self.shards = shards
        ways = f"{job.digest} {sorted((shard.place, shard.path) for shard in shards)!r}"
        self.job = replace(job, run=hashlib.sha256(ways.encode("utf-8", "backslashreplace")).hexdigest())
        self.jobs = jobs
        self.loud = loud
        self.store = store_of(job.output)
        self.sizes: dict[str, list[int]] = {}  # of the parts of each shard that is whole
        self.twice = Twice("")
        self.others: list[str] = []  # parts in the output that are of no shard of this run
        self.broken: list[Failure] = []  # what could not be done beside the shards
        self.half: list[str] = []  # files that killed processes had not finished writing

    def run(self, stopped: Callable[[], bool], advance: Callable[[Told], None]) -> Iterator[Done]:
        """Yield what became of each shard, those that an earlier run has made first; `advance` is told of each part.

        Raises OptionError when Ray is missing or does not start, nothing can be written to the output, or another run
        is at work there.
        """
        alone = bool(self.shards) and not is_remote(self.job.output)
        with Lock(self.job.output) if alone else nullcontext():
            yield from self._run(stopped, advance)

    def _run(self, stopped: Callable[[], bool], advance: Callable[[Told], None]) -> Iterator[Done]:
        left = []
        for shard, report in self._known():
            if report is None:
                left.append(shard)
                continue
            self.sizes[shard.place] = report.sizes
            advance(Told(shard.place, 0, rows=report.rows, failed=report.failed, span=shard.size, kept=True))
            yield Done(shard, report, [])
        if stopped():
            return
        if left:
            self._probe()
            for name in self.half:
                with suppress(OSError):
                    self.store.remove(name)
            yield from self._make(left, stopped, advance)
        elif self.shards:
            self.twice = self._told_twice() or self._asked_twice()

    def _make(self, left: list[Shard], stopped: Callable[[], bool], advance: Callable[[Told], None]) -> Iterator[Done]:
        sums = {shard.place: _Sums(shard) for shard in left}
        with started(loud=self.loud) as ray, closing(told_of(ray, left, self.job, self.jobs)) as news:
            for told in news:
                each = sums[told.place]
                before = each.told_all()
                if each.add(told):
                    advance(told)
                if each.told_all() and not before:
                    yield self._finished(each)
                if stopped():
                    return
            news.close()
            self.twice = self._told_twice() or self._find_twice(ray)
        yield from (self._finished(each) for each in sums.values() if not each.told_all())

    def _finished(self, each: _Sums) -> Done:
        done = each.done(self.job.digest)
        self.sizes[each.shard.place] = done.report.sizes
        if each.lasts():
            done.broken.extend(self._written(report_of(each.shard), done.report))
        return done

    def _written(self, name: str, told: Report | Twice) -> list[Failure]:
        """Write what the next run goes by; return why it cannot be done."""
        try:
            self.store.write(name, msgspec.json.encode(told, order="deterministic"))
        except Exception as error:  # each file system has errors of its own
            return [unreachable(joined(self.job.output, name), "written", error)]
        return []

    def _key(self) -> str:
        """Return what tells this state of the output from another."""
        return hashlib.sha256(f"{self.job.digest} {sorted(self.sizes.items())}".encode()).hexdigest()

    def _told_twice(self) -> Twice | None:
        """Return what the last run has found, if the output is as it was."""
        found = _decoded(self.store.read_all([_TWICE]).get(_TWICE), Twice)
        return found if found is not None and found.key == self._key() else None

    def _asked_twice(self) -> Twice:
        """Return what the last run was killed too early to find."""
        with started(loud=self.loud) as ray:
            return self._find_twice(ray)

    def _find_twice(self, ray: Any) -> Twice:
        """Return the ids that are in several shards; the pages of a crawl are called by their URLs, which recur."""
        named = {shard.place: shard.path for shard in self.shards if many_in(shard.path) != "warc"}
        names = [file_of(place, part) for place in named for part in range(len(self.sizes.get(place, ())))]

        def shown(source: str) -> str:
            place, _, number = source.rpartition(":")
            return f"{named.get(place, place)}:{number}"

        found = find_twice(self._key(), names, lambda asked: answers(ray, asked, self.job.output), shown)
        self.broken += self._written(_TWICE, found)
        return found

    def _known(self) -> Iterator[tuple[Shard, Report | None]]:
        """Yield each shard, with its report if all that it tells of is there and was made of the same in the same way.

        A shard without one has the numbers of the parts that are there.
        """
        sizes = self.store.sizes()
        reports = self.store.read_all([name for shard in self.shards if (name := report_of(shard)) in sizes])
        there: dict[str, list[int]] = {}
        for name in sizes:
            place, _, number = name.removesuffix(".parquet").rpartition(".")
            if number.isdecimal() and name == file_of(place, int(number)):
                there.setdefault(place, []).append(int(number))
        self.half = [name for name in sizes if is_half(name.rpartition("/")[2])]
        places = {shard.place for shard in self.shards}
        self.others = sorted(file_of(place, part) for place in there if place not in places for part in there[place])
        for shard in self.shards:
            report = _decoded(reports.get(report_of(shard)), Report)
            if report is not None and self._holds(report, shard, sizes):
                yield shard, report
            else:
                stale = report is not None and report.digest != self.job.digest
                yield replace(shard, there=tuple(sorted(there.get(shard.place, ()))), stale=stale), None

    def _holds(self, report: Report, shard: Shard, sizes: dict[str, int]) -> bool:
        if self.job.force or report.digest != self.job.digest or shard.stamp is None or report.stamp != shard.stamp:
            return False
        return [sizes.get(file_of(shard.place, part)) for part in range(len(report.sizes))] == report.sizes

    def _probe(self) -> None:
        """Raise OptionError when the output cannot be written to: better now than in every task."""
        try:
            begin(self.store, self.job)
        except Exception as error:  # each file system has errors of its own
            why = str(getattr(error, "strerror", None) or error)[:200].lower()
            raise OptionError(f"{self.job.output} cannot be written to: {why}; choose another folder") from None


def _decoded(data: bytes | None, kind: type[_T]) -> _T | None:
    try:
        return None if data is None else msgspec.json.decode(data, type=kind)
    except msgspec.DecodeError:
        return None
