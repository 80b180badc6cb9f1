"""A profile is data that a person edits and anybody may have written: it is checked, bounded, and runs nothing."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

import speechkit
from speechkit.errors import RuleError
from speechkit.passes import Options
from speechkit.rules import shapes
from speechkit.rules.profile import LearntLine, LearntPhrase, LearntRegion, Profile, Site

SPEECH = "在会上的讲话\n同志们：\n今天只讲一件事，把路修好，把灯点亮。\n谢谢大家！\n"


def profile(
    *lines: tuple[str, str], phrases: tuple[str, ...] = (), regions: tuple[tuple[str, str], ...] = ()
) -> Profile:
    site = Site(
        name="a",
        files=3,
        lines=tuple(LearntLine(shape=shape, where=where, files=(3, 3)) for shape, where in lines),  # type: ignore[arg-type]  # cases are typed as text
        phrases=tuple(LearntPhrase(shape=shape, files=(3, 3)) for shape in phrases),
        regions=tuple(LearntRegion(above=a, below=b, where="tail", files=(3, 3)) for a, b in regions),
    )
    return Profile(files=3, sites=(site,))


# label, profile, page, what stays
CASES = [
    ("a line above", profile(("灯下抄", "head")), f"灯下抄\n{SPEECH}", SPEECH),
    ("the same words below stay", profile(("灯下抄", "head")), SPEECH * 4 + "灯下抄\n", SPEECH * 4 + "灯下抄\n"),
    ("width does not matter", profile(("灯下抄:好,收", "head")), f"灯下抄：好，收\n{SPEECH}", SPEECH),
    ("blanks do not matter", profile(("灯下 抄", "head")), f"灯下\u3000\u3000抄\n{SPEECH}", SPEECH),
    ("a part of a line is no line", profile(("灯下抄", "head")), f"灯下抄手\n{SPEECH}", f"灯下抄手\n{SPEECH}"),
    ("a brace is a brace", profile(("灯{{n}}", "head")), f"灯{{n}}\n{SPEECH}", SPEECH),
    ("signs are no pattern", profile(("灯.*", "head")), f"灯下抄\n{SPEECH}", f"灯下抄\n{SPEECH}"),
    (
        "a phrase, with the blank before it",
        profile(phrases=("灯下抄",)),
        SPEECH.replace("一件事", "一件 灯下抄事"),
        SPEECH,
    ),
    ("a line that is a phrase", profile(phrases=("【灯下抄】",)), SPEECH.replace("同志", "【灯下抄】\n同志"), SPEECH),
    (
        "short lines between two",
        profile(("灯下", "tail"), ("灯灭", "tail"), regions=(("灯下", "灯灭"),)),
        f"{SPEECH}灯下\n一本书\n两本书\n灯灭\n",
        SPEECH,
    ),
    (
        "a sentence between two stays",
        profile(("灯下", "tail"), ("灯灭", "tail"), regions=(("灯下", "灯灭"),)),
        f"{SPEECH}灯下\n我再补充一句。\n灯灭\n",
        f"{SPEECH}我再补充一句。\n",
    ),
    (
        "a slot takes no sentence",
        profile(("灯下:{text}", "tail")),
        f"{SPEECH}灯下：我再说一句。散会\n",
        f"{SPEECH}灯下：我再说一句。散会\n",
    ),
    ("a page of nothing else stays", profile(("灯下抄", "head")), "灯下抄\n", "灯下抄\n"),
    ("the only title stays", profile(("{title} 灯号{n}", "head")), SPEECH.replace("讲话", "讲话 灯号12", 1), SPEECH),
    (
        "a second copy of the title goes",
        profile(("灯下抄:{title}", "head")),
        f"灯下抄：在会上的讲话\n{SPEECH}",
        SPEECH,
    ),
]


@pytest.mark.parametrize(("label", "known", "page", "kept"), CASES, ids=[case[0] for case in CASES])
def test_what_a_profile_takes(label: str, known: Profile, page: str, kept: str) -> None:
    options = Options(profile=known)
    once = speechkit.clean(page, options).to_text()
    assert once == speechkit.clean(kept).to_text(), label
    assert speechkit.clean(once, options).to_text() == once


def test_slots_bear_the_names_of_metadata_fields() -> None:
    known = profile(("{author} 点灯 {date} 看{views}评{comments} 自{publisher}", "head"), ("下一盏:{next}", "tail"))
    page = f"何田田 点灯 2021-02-03 看12评3 自灯下网\n{SPEECH}下一盏：修桥记\n"
    found = speechkit.clean(page, Options(profile=known)).metadata
    assert (found.author, found.date, found.views, found.comments) == ("何田田", "2021-02-03", 12, 3)
    assert (found.publisher, found.next) == ("灯下网", "修桥记")


def test_a_profile_is_written_and_read_as_it_is() -> None:
    known = profile(("灯{n}", "head"), phrases=("〔灯〕",), regions=(("灯{n}", "灯{n}"),))
    assert Profile.from_json(known.to_json()) == known
    assert known.to_json() == Profile.from_json(known.to_json()).to_json()
    assert '        {"shape": "灯{n}", "where": "head", "files": [3, 3]}\n' in known.to_json()


def test_the_profile_of_the_readme_is_one() -> None:
    readme = (Path(__file__).resolve().parent.parent / "README.md").read_text("utf-8")
    (example,) = (each for each in re.findall(r"^```json\n(.*?)^```$", readme, re.S | re.M) if "profile/1" in each)
    assert Profile.from_json(example).to_json() == example


def test_no_profile_and_an_empty_one_change_nothing() -> None:
    assert speechkit.clean(SPEECH, Options(profile=Profile())).to_text() == speechkit.clean(SPEECH).to_text()


def entry(**fields: Any) -> str:
    line = {"shape": "灯", "where": "head", "files": [3, 3]} | fields
    return json.dumps({"schema": "speechkit.profile/1", "sites": [{"name": "a", "files": 3, "lines": [line]}]})


def phrases(shape: str, times: int) -> str:
    site = {"name": "a", "files": 3, "phrases": [{"shape": shape, "files": [1, 1]}] * times}
    return json.dumps({"schema": "speechkit.profile/1", "sites": [site]})


# label, content, what the message says
BAD = [
    ("nothing", "", "truncated"),
    ("no JSON", "shape: a", "malformed"),
    ("a list", "[]", "object"),
    ("another schema", '{"schema": "speechkit.document/1"}', "schema"),
    ("no schema", "{}", "schema"),
    ("a bad byte", b"\xff\xfe", "speechkit.profile/1"),
    ("deep nesting", "[" * 100_000, "speechkit.profile/1"),
    ("an unknown field", entry(regex=".*"), "regex"),
    ("an unknown slot", entry(shape="灯{any}"), "{any} is no slot"),
    ("a single brace", entry(shape="灯{n"), "{ is no slot"),
    ("nothing of its own", entry(shape="{text}"), "no word of its own"),
    ("slots side by side", entry(shape="灯{text}{author}"), "never side by side"),
    ("too many slots", entry(shape="灯{text}一{text}二{text}三{text}"), "at most 3"),
    ("too long", entry(shape="灯" * 500), "longer than"),
    ("another place", entry(where="everywhere"), "everywhere"),
    ("too many entries", phrases("灯", 500), "more than 400 entries"),
    ("free text in a phrase", phrases("灯{text}下", 1), "for lines only"),
]


@pytest.mark.parametrize(("label", "content", "message"), BAD, ids=[case[0] for case in BAD])
def test_a_bad_profile_gets_one_line(label: str, content: str | bytes, message: str) -> None:
    with pytest.raises(RuleError) as raised:
        Profile.from_json(content, "site.json")
    told = str(raised.value)
    assert told.startswith("site.json: "), label
    assert message in told
    assert "\n" not in told


def test_a_hostile_shape_is_matched_in_bounded_time() -> None:
    known = profile(("灯{text}灯{text}灯{text}灯", "head"), phrases=("灯{n}灯{n}灯",))
    page = ("灯" * 200 + "\n") * 10 + "灯1" * 50_000 + "\n" + SPEECH
    assert SPEECH.splitlines()[2] in speechkit.clean(page, Options(profile=known)).to_text()


def test_a_shape_tells_its_anchor() -> None:
    assert shapes.anchor_of("第{n}盏 萤火虫:{text}") == "萤火虫"
