"""The flow of parts through Ray Data: a task reads shards, tasks clean the parts and write them, news come back.

What a dead process had in hand Ray gives to another one, for ever; speechkit.corpus.tries ends that.
"""

from __future__ import annotations

import logging
import os
import signal
import sys
from collections.abc import Generator, Iterator
from contextlib import contextmanager, redirect_stdout, suppress
from typing import Any, Final

import msgspec

from speechkit.corpus.discover import Failure
from speechkit.corpus.parts import Job, Message, Told, make_part, read_parts
from speechkit.corpus.shards import Shard
from speechkit.corpus.storage import store_of
from speechkit.corpus.twice import Asked, answer
from speechkit.errors import OptionError
from speechkit.version import VERSION

_GROUP: Final = 64  # small shards that one task reads
# One row a task: a row is a group of shards for who reads, a part for who cleans.
_HOW: Final[dict[str, Any]] = {"batch_size": 1, "batch_format": "pyarrow"}
_BLOCK: Final = 1 << 20  # bytes; below any part: each goes on as soon as it is read


@contextmanager
def started(*, loud: bool) -> Iterator[Any]:
    """Give Ray: the cluster that RAY_ADDRESS names or `ray start` made, or one on this machine that ends with the run.

    Raises OptionError when it is missing or does not start.
    """
    os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")  # nobody is told of the run
    try:
        import ray  # noqa: PLC0415  # a second, needed here only
        import ray.data  # noqa: PLC0415  # the same
    except ImportError:
        raise OptionError("--engine ray needs Ray; install it with: pip install 'speechkit[ray]'") from None
    level = logging.WARNING if loud else logging.CRITICAL
    before = signal.getsignal(signal.SIGTERM)
    # Ray tells of dead processes on standard output, which is for data.
    with open(os.devnull, "w", encoding="utf-8") as nowhere, redirect_stdout(sys.stderr if loud else nowhere):
        try:
            ray.init(include_dashboard=False, log_to_driver=loud, logging_level=level)
        except Exception as error:  # it raises whatever went wrong
            raise OptionError(f"Ray does not start: {str(error)[:200]}; look at RAY_ADDRESS, or unset it") from None
        try:
            with suppress(ValueError):  # not in the main thread
                signal.signal(signal.SIGTERM, before)  # Ray's own one would end the run with code 15
            _set_up(ray, level)
            yield ray
        finally:
            ray.shutdown()


def _set_up(ray: Any, level: int) -> None:
    context = ray.data.DataContext.get_current()
    context.enable_progress_bars = False
    context.print_on_execution_start = False
    context.max_errored_blocks = -1  # a task that is lost costs its part, not the run
    context.target_max_block_size = _BLOCK
    for name in ("ray", "ray.data"):
        logging.getLogger(name).setLevel(level)


def told_of(ray: Any, shards: list[Shard], job: Job, jobs: int | None) -> Generator[Told, None, None]:
    """Yield what is told of all parts, as it comes."""
    groups = [msgspec.msgpack.encode(group) for group in _groups(shards, job.part_bytes)]
    cores = max(1, int(ray.cluster_resources().get("CPU", 1)))
    readers = min(len(groups), max(2, cores // 4))  # reading takes a tenth of the time of cleaning, or waits
    some, here = ray.data.TaskPoolStrategy, VERSION

    def read(batch: Any) -> Iterator[Any]:
        yield from _read(batch, job, here)

    def clean(batch: Any) -> Any:
        return _clean(batch, job)

    # No core for who reads: on one core there would be none left to clean.
    data = _tasks(ray, groups).map_batches(read, num_cpus=0, compute=some(readers), **_HOW)
    data = data.map_batches(clean, num_cpus=1, compute=some(jobs), **_HOW)
    for row in data.iter_rows():
        yield msgspec.msgpack.decode(row["told"], type=Told)


def answers(ray: Any, asked: list[Asked], output: str) -> Iterator[bytes]:
    """Yield the answers to questions about files of the output, in any order."""

    def ask(batch: Any) -> Any:
        import pyarrow as pa  # noqa: PLC0415  # needed by workers only

        question = msgspec.msgpack.decode(batch["task"][0].as_py(), type=Asked)
        return pa.table({"data": pa.array([answer(question, store_of(output))], pa.large_binary())})

    tasks = [msgspec.msgpack.encode(each) for each in asked]
    for row in _tasks(ray, tasks).map_batches(ask, num_cpus=1, **_HOW).iter_rows():
        yield row["data"]


def _tasks(ray: Any, tasks: list[bytes]) -> Any:
    """Return a dataset with a block for each task."""
    import pyarrow as pa  # noqa: PLC0415  # it comes with Ray Data

    return ray.data.from_arrow([pa.table({"task": pa.array([task], pa.binary())}) for task in tasks])


def _groups(shards: list[Shard], most_bytes: int) -> Iterator[list[Shard]]:
    """Yield runs of shards that are small, and each large one alone."""
    group: list[Shard] = []
    room = most_bytes
    for shard in shards:
        if group and (room < shard.size or len(group) == _GROUP):
            yield group
            group, room = [], most_bytes
        group.append(shard)
        room -= shard.size
    if group:
        yield group


def _read(batch: Any, job: Job, here: str) -> Iterator[Any]:
    """Yield a row for each part of the shards: in a process of Ray."""
    for data in batch["task"].to_pylist():
        for shard in msgspec.msgpack.decode(data, type=list[Shard]):
            if here == VERSION:
                yield from map(_row, read_parts(shard, job))
                continue
            why = f"speechkit {VERSION} is on a node of the cluster, {here} here"
            failure = Failure(shard.path, why, "install the same version on every node")
            yield _row(Message(Told(shard.place, -1, broken=failure)))


def _clean(batch: Any, job: Job) -> Any:
    """Return a row with what became of a part: in a process of Ray."""
    row = batch.to_pylist()[0]
    told = msgspec.msgpack.decode(row["told"], type=Told)
    return _row(Message(make_part(Message(told, row["data"], row["base"], row["digest"]), job)))


def _row(message: Message) -> Any:
    import pyarrow as pa  # noqa: PLC0415  # needed by workers only

    return pa.table(
        {
            "told": pa.array([msgspec.msgpack.encode(message.told)], pa.large_binary()),
            "data": pa.array([message.data], pa.large_binary()),
            "base": pa.array([message.base], pa.string()),
            "digest": pa.array([message.digest], pa.string()),
        }
    )
