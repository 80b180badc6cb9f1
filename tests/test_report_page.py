"""speechkit report: one self-contained page that shows every change, its reason, and the way back."""

from __future__ import annotations

import ast
import hashlib
import html
import re
import shlex
from base64 import b64encode
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

import speechkit
from speechkit import lang
from speechkit.cautions import WARNINGS
from speechkit.cli.group import command
from speechkit.render.report import page as pages
from speechkit.render.report.families import FAMILIES, label
from speechkit.render.report.telling import Telling
from speechkit.rules.titles import every
from tests.report_pages import Page, briefs, views

ROOT = Path(__file__).resolve().parent.parent
FIXTURES = sorted((ROOT / "tests/fixtures/raw").iterdir())
SOURCE = ROOT / "speechkit/render/report"
RICH = ROOT / "tests/fixtures/raw/05-glosses-byteshift.txt"
RAW = "同志们:\n今天开会,讲三点意见。\n一、抓好春耕\n大家要早下田,早插秧。\n责任编辑:小禾\n"
HOSTILE = (
    "关于春耕的讲话</title></style></script><script>alert(1)</script>\n同志们:<script>alert(1)</script>\n"
    "一、</textarea></noscript></template><!--抓好春耕--><img src=x onerror='alert(1)'>\n"
    '大家要早下田,早插秧。" onmouseover="alert(1)" x="<a href="javascript:alert(1)">点这里</a>]]></svg>\n'
    "二、\u202e反写\u202c,\u200b零宽,\x07\x1b[31m\x00\ufeff{{title}}<!--here-->&lt;&amp;\ue7a2\n"
    "责任编辑:<b>小禾</b>\n" + "很长," * 3000
)


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.chdir(tmp_path)
    Path("speech.txt").write_bytes(RAW.encode())
    Path("raw").mkdir()
    for name in ("a.txt", "b.txt"):
        Path("raw", name).write_bytes(RAW.encode())
    yield
    lang.choose(lang.ENGLISH)


def run(*args: str | Path, code: int = 0, **rest: Any) -> Result:
    result = CliRunner().invoke(command, ["report", *map(str, args)], **rest)
    assert result.exit_code == code, result.output
    assert "Traceback" not in result.output
    return result


def written(*args: str | Path, **rest: Any) -> str:
    run(*args, "-q", "-o", "page.html", **rest)
    return Path("page.html").read_text("utf-8")


# ---- the page


def check(source: str) -> Page:
    page = Page(source)
    assert len(page.ids) == len(set(page.ids))
    assert {link for link in page.links if link} <= set(page.ids)
    return page


@pytest.mark.parametrize("path", FIXTURES, ids=lambda path: path.stem)
def test_one_document_is_well_formed_and_marks_every_change(path: Path) -> None:
    document = speechkit.clean(path.read_bytes())
    page = check(written(path))
    assert [mark.split("\n")[0] for mark in page.marks()] == [
        f"#{number} {edit.rule}" for number, edit in enumerate(document.changes_made(), 1)
    ]
    seen = "".join(page.seen)
    for rule in document.changes.by_rule:
        assert f"speechkit explain {path} --undo {rule}" in seen
    for warning in document.warnings:
        assert warning.code in seen
        assert f'<code title="{html.escape(WARNINGS[warning.code])}">{warning.code}' in written(path)
    for slogan in document.slogans:
        assert slogan.text in seen
    if document.metadata.title:
        assert f"<title>{document.metadata.title}</title>" in Path("page.html").read_text("utf-8")


def test_every_document_of_a_folder_lies_in_the_page() -> None:
    source = written(ROOT / "tests/fixtures/raw")
    outer = Page(re.sub(r"<noscript>.*?</noscript>", "", source, flags=re.S))
    assert len(outer.ids) == len(set(outer.ids))
    rows = [attrs["href"] for tag, attrs in outer.tags if tag == "a" and attrs.get("href", "").startswith("#d")]
    assert sorted(rows) == sorted(f"#d{number}" for number in range(1, len(FIXTURES) + 1))
    for path, view, brief in zip(FIXTURES, views(source), briefs(source), strict=True):
        document = speechkit.clean(path.read_bytes())
        edits = document.changes_made()
        assert len(check(view).marks()) == len(edits)
        told = "".join(Page(brief).seen)
        assert path.name in told
        for rule in document.changes.by_rule:
            assert rule in told
        for number, edit in enumerate(edits, 1):
            if edit.confidence < 1:
                assert f"--undo {number}" in told, "without script too"


def test_the_worst_comes_first() -> None:
    Path("raw/broken.txt").write_bytes(
        "同志们：今天开会。".encode("gb18030") + b"\xff\xff" + "讲三点。".encode("gb18030")
    )
    source = written("raw")
    assert re.findall(r'<tr[^>]*data-doc="(\d)"', source) == ["3", "1", "2"]


def test_the_page_can_reach_nothing() -> None:
    source = written(RICH)
    (policy,) = re.findall(r'Content-Security-Policy" content="([^"]*)"', source)
    assert policy.startswith("default-src 'none';")
    assert "unsafe" not in policy
    for kind in ("style", "script"):
        (inside,) = re.findall(rf"<{kind}>(.*?)</{kind}>", source, re.S)
        digest = b64encode(hashlib.sha256(inside.encode()).digest()).decode()
        assert f"{kind}-src 'sha256-{digest}'" in policy
        assert "http" not in inside
        assert "@import" not in inside
        assert "url(" not in inside
    assert set(re.findall(r"https?://[^\"<]*", source)) <= {"http://www.w3.org/2000/svg"}


@pytest.mark.parametrize("name", ["report.css", "report.js"])
def test_no_asset_can_close_its_element(name: str) -> None:
    assert "</" not in pages.asset(name)
    assert "<!--" not in pages.asset(name)


@pytest.mark.parametrize(
    "name", ["a.txt", "<img src=x onerror=alert(1)>.txt", "b'\"&;$(x).txt", "-c.txt", "d\u202e.txt"]
)
def test_hostile_documents_and_names_stay_text(name: str) -> None:
    Path("bad").mkdir()
    Path("bad", name).write_text(HOSTILE, "utf-8")
    single, folder = written(f"bad/{name}"), written("bad")
    for source in (
        single,
        *views(folder),
        *briefs(folder),
        re.sub(r"<noscript>.*?</noscript>", "", folder, flags=re.S),
    ):
        page = Page(source)  # refuses handlers, addresses, comments, and whatever is opened and not closed
        assert not {"img", "iframe", "textarea", "template", "base", "object"} & {tag for tag, _ in page.tags}
        assert sum(tag == "script" and "type" not in attrs for tag, attrs in page.tags) <= 1
    shown = "".join(Page(single).seen)
    assert "<script>alert(1)</script>" in shown
    assert "{{title}}<!--here-->" in shown
    assert "\\u202e" in shown
    assert not set(single) & set("\u202e\u202c\u200b\x00\x07\x1b\ufeff\ue7a2")


def test_the_same_input_makes_the_same_page() -> None:
    first = written("raw", "-j", "1")
    assert written("raw", "-j", "2") == first
    assert written("raw") == first


# ---- what a person asks of it


def section(source: str, key: str) -> str:
    (found,) = re.findall(rf'<section id="s-{key}".*?</section>', source, re.S)
    check(re.sub(r' href="#[^"]*"', "", found))
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", found))


def test_what_was_taken_out_is_told_with_reason_and_way_back() -> None:
    told = section(written("speech.txt"), "out")
    rule = next(each for each in every() if each.id == "credit.editor")
    for part in (
        rule.title,
        rule.why,
        "责任编辑:小禾",
        "Take it back: speechkit explain speech.txt --undo credit.editor",
    ):
        assert part in told
    Path("plain.txt").write_text("同志们：\n今天开会，讲三点意见。\n", "utf-8")
    assert "No text was taken out." in section(written("plain.txt"), "out")


def test_of_what_was_taken_out_often_some_is_shown_and_the_rest_counted() -> None:
    Path("many.txt").write_text("同志们：\n" + "我們要監(jiān)管(guǎn)到位。\n" * 20, "utf-8")
    source = written("many.txt")
    told = section(source, "out")
    assert told.count("(ji") + told.count("(gu") == 6
    assert "and 34 more" in told
    assert "Take them all back: speechkit explain many.txt --undo gloss.pinyin" in told


def test_enumerations_are_listed_with_their_places() -> None:
    path = ROOT / "tests/fixtures/raw/16-enumerations-slogans.txt"
    source = written(path)
    page, told = check(source), section(source, "series")
    found = speechkit.clean(path.read_bytes()).enumerations
    assert found
    for number, series in enumerate(found, 1):
        for place, item in enumerate(series.items, 1):
            assert item.lead in told
            assert f"e{number}-{place}" in page.ids
    assert "s-series" not in Page(written("speech.txt")).ids


def test_redactions_are_counted_up_by_what_stands_for_them() -> None:
    Path("masked.txt").write_text("同志们：\n" + "我同xx书记、***同志到xx县调研。\n" * 3, "utf-8")
    told = section(written("masked.txt"), "masks")
    assert "xx 1 2 3 4 5 6" in told
    assert "*** 1 2 3" in told


def test_a_certain_change_is_refused_for_good_too() -> None:
    commands = re.findall(r'<code class="cmd">([^<]*)</code>', written("speech.txt"))
    (write,) = {each for each in commands if "-f toml" in each}
    (clean,) = {each for each in commands if "--decisions" in each}
    words = shlex.split(write.replace("&gt;", ">"))
    at = words.index(">")
    toml = CliRunner().invoke(command, words[1:at]).stdout.replace('decision = "keep"', 'decision = "undo"')
    Path(words[at + 1]).write_text(toml, "utf-8")
    assert "责任编辑:小禾" in CliRunner().invoke(command, shlex.split(clean)[1:]).stdout


def test_a_document_that_is_too_long_ends_with_a_word_and_no_link_is_dead() -> None:
    series = "一是春耕，二是秋收，三是冬藏。要做到“三个到位”，即责任到位、资金到位、队伍到位。"
    long = "".join(f"第{number}章 春耕\n我们要抓好春耕生产。\n" for number in range(1, 4000))
    Path("long.txt").write_text(f"同志们：\n{long}第4000章 总结\n{series}xx同志再见(jiàn)。\n", "utf-8")
    source = written("long.txt")
    assert "too many to be shown here" in source
    page = check(source)
    assert "e1-3" in page.ids
    assert sum(tag == "tr" for tag, _ in page.tags) < 6200


# ---- the way back


def test_the_commands_of_the_page_do_what_they_say() -> None:
    Path("它的 file's.txt").write_bytes(RICH.read_bytes())
    document = speechkit.clean(RICH.read_bytes())
    seen = re.findall(r'<code class="cmd">([^<]*)</code>', written("它的 file's.txt"))
    commands = [shlex.split(each.replace("&gt;", ">").replace("&#x27;", "'")) for each in dict.fromkeys(seen)]
    assert len(commands) > 8
    for words in commands:
        if ">" in words or "--decisions" in words:
            continue
        result = CliRunner().invoke(command, words[1:])
        assert result.exit_code == 0, (words, result.output)
        what = words[words.index("--undo") + 1]
        if what == "all":
            assert result.stdout == document.undo()
        else:
            assert result.stdout == (document.undo(edit=int(what) - 1) if what.isdigit() else document.undo(rule=what))


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("a.txt", "speechkit explain a.txt --undo 1 --width keep"),
        ("a b.txt", "speechkit explain 'a b.txt' --undo 1 --width keep"),
        ("$(rm).txt", "speechkit explain '$(rm).txt' --undo 1 --width keep"),
        ("-a.txt", "speechkit explain ./-a.txt --undo 1 --width keep"),
        ("-", "speechkit explain - --undo 1 --width keep < FILE"),
        ("a\u202eb.txt", r"""speechkit explain "$(printf 'a\342\200\256b.txt')" --undo 1 --width keep"""),
        ("a\nb.txt", r"""speechkit explain "$(printf 'a\012b.txt')" --undo 1 --width keep"""),
    ],
)
def test_a_command_names_its_file_safely(name: str, expected: str) -> None:
    assert Telling(given="--width keep").command(name, "--undo", "1") == expected


def test_the_options_of_cleaning_belong_to_the_command() -> None:
    source = written("speech.txt", "--script", "traditional", "--skip", "slogans,outline", "--bold")
    assert "--undo all --script traditional --skip slogans,outline --bold</code>" in source


def test_decisions_are_shown() -> None:
    result = CliRunner().invoke(command, ["explain", str(RICH), "--uncertain", "-f", "toml"])
    toml = result.stdout.replace('decision = "keep"', 'decision = "undo"').replace('note = ""', 'note = "<as printed>"')
    Path("decisions.toml").write_text(toml, "utf-8")
    page = check(written(RICH, "--decisions", "decisions.toml"))
    seen = "".join(page.seen)
    assert "Refused, and taken back" in seen
    assert "<as printed>" in seen
    assert "q1" in page.ids
    assert len(page.marks()) == len(speechkit.clean(RICH.read_bytes()).changes_made()) - 1
    Path("decisions.toml").write_text(result.stdout, "utf-8")
    source = written(RICH, "--decisions", "decisions.toml")
    assert "<b>Accepted</b>" in source
    assert "Uncertain changes" not in source, "what was accepted is no doubt any more"


# ---- the command


def test_a_page_goes_to_standard_output() -> None:
    assert run("speech.txt").stdout == written("speech.txt")


def test_standard_input_is_a_document() -> None:
    page = written("-", input=RAW.encode())
    assert "speechkit explain - --undo" in page


@pytest.mark.parametrize("name", ["report", "clean", "outline", "slogans"])
@pytest.mark.parametrize(
    ("option", "content"),
    [
        ("--decisions", "[[decision]]\nsha256 = '0'\nrule = 'a.b'\nspan = [0, 1]\nbefore = 'a'\nafter = ''\n"),
        ("--profile", '{"schema": "speechkit.profile/1", "files": 0, "copies": 0, "sites": []}'),
        ("--lexicon", "春耕大生产\n"),
    ],
)
@pytest.mark.parametrize("output", ["own/told.toml", "./own/../own/told.toml"])
def test_an_output_that_an_option_reads_is_refused(name: str, option: str, content: str, output: str) -> None:
    Path("own").mkdir()
    Path("own/told.toml").write_text(content, "utf-8")
    result = CliRunner().invoke(command, [name, "speech.txt", option, "own/told.toml", "-o", output])
    assert result.exit_code == 2
    assert result.stderr == f"speechkit: {output} is an input and would be written over; choose another output file\n"
    assert Path("own/told.toml").read_text("utf-8") == content


def test_an_output_that_is_a_rule_or_a_list_of_inputs_is_refused() -> None:
    Path("own").mkdir()
    Path("own/mine.toml").write_text("", "utf-8")
    assert "is an input" in run("speech.txt", "--rules", "own", "-o", "own/mine.toml", code=2).stderr
    Path("list").write_text("speech.txt\n", "utf-8")
    for option in ("-o", "--log-json"):
        result = CliRunner().invoke(command, ["clean", "--from-list", "list", option, "list"])
        assert (result.exit_code, Path("list").read_text("utf-8")) == (2, "speech.txt\n")


def test_an_output_that_is_an_input_is_refused() -> None:
    result = run("raw", "-o", "raw/a.txt", code=2)
    assert "is an input" in result.stderr
    assert Path("raw/a.txt").read_bytes() == RAW.encode()


def test_a_failure_is_told_in_the_page() -> None:
    run("raw", "nothing.txt", "-o", "page.html", code=3)
    page = Page(Path("page.html").read_text("utf-8"))
    assert "nothing.txt no such file; check the path" in "".join(page.seen)


def test_nothing_is_written_when_all_fail() -> None:
    Path("page.html").write_text("as it was", "utf-8")
    run("nothing.txt", "-o", "page.html", code=4)
    assert Path("page.html").read_text("utf-8") == "as it was"
    assert not list(Path().glob(".speechkit*"))


def test_an_output_that_cannot_be_written_is_told() -> None:
    Path("folder").mkdir()
    assert "folder: cannot be written" in run("speech.txt", "-o", "folder", code=4).stderr


def test_records_are_documents() -> None:
    Path("all.jsonl").write_text(
        '{"id": "one", "text": "同志们:今天开会,讲三点。"}\n{"id": "two", "text": "同志们,再见!"}\n', "utf-8"
    )
    source = written("all.jsonl")
    assert len(views(source)) == 2
    assert "speechkit explain FILE --undo" in "".join(views(source)), "a record has no file of its own"


def test_the_field_of_a_record_is_named() -> None:
    Path("all.jsonl").write_text('{"url": "one", "content": "同志们:今天开会,讲三点。"}\n', "utf-8")
    assert "name the field with --text-field" in run("all.jsonl", "-o", "page.html", code=4).stderr
    (view,) = views(written("all.jsonl", "--text-field", "content", "--id-field", "url"))
    assert 'data-name="one"' in view


def test_a_folder_of_one_is_a_folder() -> None:
    Path("raw/b.txt").unlink()
    assert 'data-kind="folder"' in written("raw")
    assert 'data-kind="single"' in written("raw/a.txt")


# ---- the languages


def labels() -> Iterator[str]:
    for path in SOURCE.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func) == "tr":
                assert isinstance(node.args[0], ast.Constant), f"{path.name}:{node.lineno}"
                yield str(node.args[0].value)


def test_every_label_has_its_chinese() -> None:
    assert sorted(set(labels()) - set(lang.catalogue())) == []


def test_the_template_holds_no_words_of_its_own() -> None:
    outside = re.sub(r"\{\{\w+\}\}|<!doctype html>|<!--\w+-->", "", pages.asset("page.html"))
    assert not re.search("[A-Za-z]{2,}", "".join(Page(outside).seen).replace("kbd", ""))


def test_a_page_in_chinese_holds_no_english() -> None:
    for path in (RICH, ROOT / "tests/fixtures/raw"):
        source = written(path, "--lang", "zh")
        assert '<html lang="zh-Hans"' in source
        for view in (source, *views(source)):
            page = Page(re.sub(r"<noscript>.*?</noscript>", "", view, flags=re.S))
            seen = "".join(page.seen)
            for english in sorted(set(labels()), key=len, reverse=True):
                words = re.sub(r"\{\w+\}", "", english).strip()
                assert len(words) < 10 or words not in seen, english


def test_every_family_has_a_label_and_a_colour() -> None:
    style = pages.asset("report.css")
    for family in FAMILIES:
        assert label(family)
        assert re.search(rf"\.f-{family.key} {{ --tint: var\(--{family.key}\); --line: \w+; }}", style)


def test_every_rule_has_something_to_say() -> None:
    telling = Telling()
    assert all(telling.title(rule.id) and telling.why(rule.id) for rule in every())
