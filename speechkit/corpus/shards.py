"""The shards of a corpus: files of records, and the texts of a folder, each made into Parquet files of its own."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from typing import Any, Final

from msgspec import Struct

from speechkit.corpus.discover import SUFFIXES, Failure, discover, many_in
from speechkit.corpus.storage import is_remote, local_stamp, plain, remote, stamp_of
from speechkit.errors import InputError, OptionError
from speechkit.patterns import lazy

_PACKED: Final = ("", ".gz", ".zst")
ENDINGS: Final = (
    *SUFFIXES,
    ".parquet",
    *(f".{kind}{packing}" for kind in ("jsonl", "ndjson", "warc", "wet") for packing in _PACKED),
)
_TEXTS: Final = "texts"  # the place of the texts of a folder
_MAGIC: Final = lazy(r"[*?\[]")


class Text(Struct, frozen=True):
    """A file that is one document: where it is, its place below the folder given, what its document calls it."""

    path: str
    place: str
    name: str
    size: int
    stamp: str | None


class Shard(Struct, frozen=True):
    """A file of records: where it is, its place below the output, what its documents call it.

    `size` in bytes. `stamp` tells this state of the file from another; None where nobody can tell. `there`: the numbers
    of the parts that an earlier run has left. With `texts` it is these, of one folder. `stale`: there is a report, of
    parts that were made otherwise.
    """

    path: str
    place: str
    name: str
    size: int
    stamp: str | None
    there: tuple[int, ...] = ()
    texts: tuple[Text, ...] = ()
    stale: bool = False

    @property
    def base(self) -> str:
        """Return what stands before a place in the path of an input."""
        return self.path.removesuffix(self.place) if self.path.endswith(self.place) else ""


class Shards(Struct):
    """All shards that the user's paths mean, what cannot be one, and the number of links that were not followed."""

    shards: list[Shard]
    failed: list[Failure]
    links: int = 0


def find_shards(paths: tuple[str, ...], output: str, listed: list[str]) -> Shards:
    """Return the shards in the order given, sorted within a folder.

    Raises OptionError when two would make the same files or rows, or the output is an input folder.
    """
    found = Shards([], [])
    inputs: list[Text] = []
    for path in paths:
        inputs += _there(path, output, found) if is_remote(path) else _here((plain(path),), output, [], found)
    if listed:
        inputs += _here((), output, listed, found)
    inputs = list({each.path: each for each in inputs}.values())
    _refuse_same(inputs)
    found.shards = _shards(inputs)
    return found


def _refuse_same(inputs: list[Text]) -> None:
    """Raise OptionError when two files of records would make the same files, or two texts have the same name."""
    places: dict[str, str] = {}
    for each in inputs:
        place = each.place if many_in(each.path) else each.name
        other = places.setdefault(place, each.path)
        if other != each.path:
            raise OptionError(f"{other} and {each.path} would both become {place}; clean them into two folders")


def _here(paths: tuple[str, ...], output: str, listed: list[str], found: Shards) -> list[Text]:
    """Return the files that paths of this machine mean."""
    apart = None if is_remote(output) else plain(output)
    try:
        here = discover(paths, apart, None, ENDINGS, listed)
    except InputError as error:
        raise OptionError(str(error)) from None
    found.failed += here.failed
    found.links += here.links
    inputs = []
    for each in here.inputs:
        if not each.path.isprintable() and any("\ud800" <= sign <= "\udfff" for sign in each.path):
            found.failed.append(Failure(each.path, "its name is no UTF-8", "rename it"))
            continue
        try:
            stamp = local_stamp(each.path)
        except OSError:
            stamp = None  # who reads it will tell
        inputs.append(Text(each.path, each.place.replace("\\", "/"), each.name, each.size, stamp))
    return inputs


def _shards(inputs: Iterable[Text]) -> list[Shard]:
    """Return a shard for each file of records, and one for all texts of a folder, where the first of them stands."""
    shards: list[Shard | str] = []
    texts: dict[str, list[Text]] = {}
    for each in inputs:
        if many_in(each.path):
            shards.append(Shard(each.path, each.place, each.name, each.size, each.stamp))
            continue
        folder = each.place.rpartition("/")[0]
        if folder not in texts:
            shards.append(folder)
        texts.setdefault(folder, []).append(each)
    return [_shard_of(each, texts[each]) if isinstance(each, str) else each for each in shards]


def _shard_of(folder: str, texts: list[Text]) -> Shard:
    place = f"{folder}/{_TEXTS}" if folder else _TEXTS
    bases = {each.path.removesuffix(each.name) for each in texts}
    base = bases.pop() if len(bases) == 1 else ""
    stamps = [f"{each.name} {each.stamp}" for each in texts]
    stamp = None if any(each.stamp is None for each in texts) else hashlib.sha256(repr(stamps).encode()).hexdigest()
    return Shard(base + place, place, "", sum(each.size for each in texts), stamp, texts=tuple(texts))


def _there(url: str, output: str, found: Shards) -> list[Text]:
    """Return the files that a URL means: one, what matches a glob, or those of a folder without the hidden ones."""
    system, root = remote(url)
    try:
        infos = _listed(system, root)
    except Exception as error:  # each file system has errors of its own
        found.failed.append(Failure(url, f"it cannot be listed: {str(error)[:200]}", "check the URL and who may read"))
        return []
    apart = remote(output)[1].rstrip("/") + "/" if is_remote(output) else None
    if apart is not None and root.rstrip("/") + "/" == apart:
        raise OptionError(f"{url}: the output folder is the input folder; choose another one")
    magic = _MAGIC.search(root)
    base = root[: magic.start()].rpartition("/")[0] if magic else root
    inputs = []
    for path, info in sorted(infos.items()):
        place = path[len(base) :].lstrip("/") or path.rpartition("/")[2]
        hidden = any(part.startswith((".", "_speechkit")) for part in place.split("/"))
        if hidden or not place.lower().endswith(ENDINGS) or (apart is not None and path.startswith(apart)):
            continue
        full = str(system.unstrip_protocol(path))
        inputs.append(Text(full, place, full if path == root else place, info.get("size") or 0, stamp_of(info)))
    if not inputs:
        found.failed.append(Failure(url, f"it holds no {' '.join(ENDINGS)} file", "check the URL"))
    return inputs


def _listed(system: Any, root: str) -> dict[str, dict[str, Any]]:
    if _MAGIC.search(root):
        listed: dict[str, dict[str, Any]] = system.glob(root, detail=True)
    else:
        listed = system.find(root, detail=True)
    return {path: info for path, info in listed.items() if info.get("type") == "file"}
