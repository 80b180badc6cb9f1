"""Learning the boilerplate of sites from a folder of their pages: what recurs on them and belongs to no speech.

Two passes over the files: the first keeps hashes of each (learn_groups), tells near copies and which files belong
together; the second reads some pages of each site again and learns its lines (learn_lines) and phrases (learn_phrases).
"""

from __future__ import annotations

from collections.abc import Generator, Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from functools import partial
from typing import Final

from msgspec.structs import replace

from speechkit.corpus import files
from speechkit.corpus.bell import leave_to_parent
from speechkit.corpus.discover import Failure, discover
from speechkit.corpus.learn_groups import Sketch, groups_of, sketch_of, without_copies
from speechkit.corpus.learn_lines import lines_of
from speechkit.corpus.learn_pages import Page, read
from speechkit.corpus.learn_phrases import phrases_of
from speechkit.corpus.planning import Task, Tasks, chunks
from speechkit.corpus.work import defect
from speechkit.errors import InputError
from speechkit.passes import Options
from speechkit.rules.profile import Profile, Site
from speechkit.source import refuse_binary

_PAGES: Final = 40  # of a site: from the fourth to the eighth page, 2 % more of the lines were learnt, then fewer
_SITES: Final = 1_000
_SMALL: Final = 1 << 20  # bytes: below, starting processes costs more than it saves
_CHUNK: Final = 1 << 20

Sketched = tuple[list[Sketch], list[Failure]]


def learn(paths: str | Iterable[str], options: Options | None = None, *, jobs: int = 1) -> Profile:
    """Return what recurs on the pages of the sites in folders, files and globs; for Options(profile=…).

    What cannot be read is left out. Raises InputError when nothing can be read.
    """
    found = discover([paths] if isinstance(paths, str) else paths)
    profile, failed = learn_from(Tasks(found.inputs), options or Options(), jobs)
    if not profile.files and (failures := [*found.failed, *failed]):
        raise InputError(*failures[0][:3])
    return profile


def learn_from(tasks: Sequence[Task], options: Options, jobs: int = 1) -> tuple[Profile, list[Failure]]:
    """Return the profile learnt from files, and the files that could not be read."""
    sketches: list[Sketch] = []
    failed: list[Failure] = []
    options = replace(options, profile=None)
    for some, bad in _sketched(tasks, options, jobs):
        sketches += some
        failed += bad
    sites: list[Site] = []
    copies = 0
    for host, group in groups_of(sketches)[:_SITES]:
        kept = without_copies(group)  # of one site: the same speech on two sites tells of both
        copies += len(group) - len(kept)
        alike = len(kept) == 2 < len(group)
        site = _site(host or f"site {len(sites) + 1}", group if alike else kept, options, alike=alike)
        if site.lines or site.phrases:
            sites.append(site)
    return Profile(files=len(sketches), copies=copies, sites=tuple(sites)), failed


def _sketched(tasks: Sequence[Task], options: Options, jobs: int) -> Generator[Sketched, None, None]:
    work = chunks(tasks, _CHUNK)
    if jobs < 2 or sum(task.size for task in tasks) < _SMALL:
        yield from (_sketch(chunk, options) for chunk in work)
        return
    done = 0
    executor = ProcessPoolExecutor(min(jobs, len(work)), initializer=leave_to_parent)
    try:
        for result in executor.map(partial(_sketch, options=options), work):
            done += 1
            yield result
    except BrokenProcessPool:  # a process died, for want of memory perhaps: go on alone
        yield from (_sketch(chunk, options) for chunk in work[done:])
    finally:
        executor.shutdown(wait=True, cancel_futures=True)


def _sketch(tasks: list[Task], options: Options) -> Sketched:
    sketches: list[Sketch] = []
    failed: list[Failure] = []
    for task in tasks:
        try:
            sketches.append(sketch_of(_page(task.path, task.name, options), task.path, task.name))
        except InputError as error:
            failed.append(Failure(error.path, error.reason, error.advice))
        except Exception as error:  # a defect of ours: it must not cost the other files
            failed.append(defect(task.path, error))
    return sketches, failed


def _page(path: str, name: str, options: Options) -> Page:
    data = files.read(path)
    if not data:
        raise InputError(path, "the file is empty", "look whether its download failed")
    if options.encoding is None:
        refuse_binary(data, path)
    return read(data, name or path, options)


def _site(name: str, group: list[Sketch], options: Options, *, alike: bool) -> Site:
    """Return what the pages of a site have in common; of many, those looked at are spread over all."""
    step = max(1, -(-len(group) // _PAGES))
    pages = []
    for sketch in group[::step]:
        try:
            pages.append(_page(sketch.path, sketch.name, options))
        except InputError:  # it could be read before: someone has taken it away
            continue
    learnt = lines_of(pages, alike=alike)
    return Site(
        name=name,
        files=len(group),
        lines=tuple(learnt.lines),
        phrases=tuple(phrases_of(pages, learnt.gone, learnt.names, alike=alike)),
        regions=tuple(learnt.regions),
    )
