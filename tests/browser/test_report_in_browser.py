"""The review report as a person sees it: in a browser, from disk, without a network, by mouse and by keyboard."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from selenium.webdriver import ActionChains
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.select import Select

from .driving import FIXTURES, PICTURES, ROOT, Browser, speechkit

Report = Callable[..., Path]
NAMES = sorted(path.name for path in FIXTURES.iterdir())
RICH = FIXTURES / "05-glosses-byteshift.txt"  # glosses, a repaired run that is not certain, width, site text
FRAMED = FIXTURES / "01-site-frame.txt"
VISIBLE = "[...document.querySelectorAll('a.c')].filter(mark => !mark.classList.contains('off')).length"

HOSTILE = (
    "关于春耕的讲话</title></style></script><script>window.hacked = 1</script>\n"
    "同志们:<script>window.hacked = 1</script>\n"
    "一、</textarea></noscript><!--抓好春耕--><img src=x onerror='window.hacked = 1'>\n"
    '大家要早下田,早插秧。" onmouseover="window.hacked = 1" x="<a href="javascript:window.hacked = 1">点这里</a>\n'
    "二、\u202e反写的字\u202c,\u200b零宽,\x07响铃,\x1b[31m红字,\ufeff标记\n"
    "]]></svg></template>{{title}}<!--here-->&lt;b&gt;&amp;amp;&#60;script&#62;\n" + "很长的一行," * 2000 + "\n"
)


@cache
def made() -> dict[str, list[dict[str, Any]]]:
    """Return the edits of every fixture, by its name."""
    rows = map(json.loads, speechkit("clean", FIXTURES, "-f", "jsonl", "--edits", "-q").splitlines())
    return {row["source"]["name"]: row["edits"] for row in rows}


def edits(path: Path) -> list[dict[str, Any]]:
    return made()[path.name]


@pytest.fixture(scope="session")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("hostile")
    for name in ("a.txt", "<img src=x onerror=hacked=1>.txt", "b'\"&.txt"):
        (folder / name).write_text(HOSTILE, "utf-8")
    return folder


# ---- one document


def test_a_page_opens_without_a_word_and_asks_for_nothing(browser: Browser, report: Report) -> None:
    page = report(RICH)
    browser.open(page)
    assert browser.complaints() == []
    assert browser.requests() == [page.as_uri()]
    browser.picture("document.png")


def test_the_policy_of_the_page_refuses_a_request(browser: Browser, report: Report) -> None:
    browser.open(report(RICH))
    refused = browser.driver.execute_async_script(
        "const done = arguments[0]; fetch('https://example.org/').then(() => done('sent'), () => done('refused'));"
    )
    assert refused == "refused"
    assert any("Content Security Policy" in line for line in browser.complaints())


@pytest.mark.parametrize("name", NAMES)
def test_every_change_is_marked(browser: Browser, report: Report, name: str) -> None:
    browser.open(report(FIXTURES / name))
    known = edits(FIXTURES / name)
    assert browser.count("a.c[id^=m]") == len(known) == browser.count("#s-changes li[id^=c]")
    assert browser.complaints() == []
    told = browser.js("[...document.querySelectorAll('a.c')].map(mark => mark.dataset.told.split('\\n')[0])")
    assert told == [f"#{number} {edit['rule']}" for number, edit in enumerate(known, 1)]


def test_width_is_folded_until_it_is_asked_for(browser: Browser, report: Report) -> None:
    browser.open(report(RICH))
    width = sum(edit["rule"].startswith("width.") for edit in edits(RICH))
    assert width > 10
    assert browser.js(VISIBLE) == len(edits(RICH)) - width
    browser.keys("w")
    assert browser.js(VISIBLE) == len(edits(RICH))


def test_pointing_at_a_mark_tells_its_reason(browser: Browser, report: Report) -> None:
    browser.open(report(RICH))
    mark = browser.find("a.c.f-gloss")
    browser.js("arguments[0].scrollIntoView({block: 'center'})", mark)
    ActionChains(browser.driver).move_to_element(mark).perform()
    assert "gloss.pinyin" in browser.find("#tip").text
    assert "Pinyin" in browser.find("#tip").text.split("\n")[1]
    twin = browser.find("ins.c.f-bytes")
    browser.js("arguments[0].scrollIntoView({block: 'center'})", twin)
    ActionChains(browser.driver).move_to_element(twin).perform()
    assert "confidence" in browser.find("#tip").text


def test_a_mark_that_has_the_focus_tells_its_reason(browser: Browser, report: Report) -> None:
    browser.open(report(RICH))
    browser.js("document.querySelector('a.c.doubt').focus()")
    assert browser.js("document.activeElement.getAttribute('aria-describedby')") == "tip"
    assert "byteshift.run" in browser.find("#tip").text
    browser.keys(Keys.ESCAPE)
    assert not browser.find("#tip").is_displayed()


def test_the_keyboard_walks_through_all_changes_and_back(browser: Browser, report: Report) -> None:
    browser.open(report(RICH))
    count = browser.js(VISIBLE)
    seen = []
    for _ in range(count):
        browser.keys("j")
        seen.append(browser.js("document.activeElement.id"))
        assert browser.find("#tip").is_displayed()
    assert len(set(seen)) == count
    assert sorted(seen, key=lambda each: int(each[1:])) == seen
    browser.keys("j")
    assert browser.js("document.activeElement.id") == seen[0], "round and round"
    browser.keys("k")
    assert browser.js("document.activeElement.id") == seen[-1]
    assert browser.find("#count").text == f"{count} / {count}"


def test_the_buttons_walk_too(browser: Browser, report: Report) -> None:
    browser.open(report(RICH))
    browser.find("#next").click()
    browser.find("#next").click()
    browser.find("#prev").click()
    assert browser.find("#count").text.startswith("1 / ")


def test_a_rule_is_filtered(browser: Browser, report: Report) -> None:
    browser.open(report(RICH))
    browser.keys("/")
    assert browser.js("document.activeElement.id") == "rule"
    rules = [edit["rule"] for edit in edits(RICH)]
    for rule in sorted(set(rules)):
        Select(browser.find("#rule")).select_by_value(rule)
        assert browser.js(VISIBLE) == rules.count(rule)
        assert browser.find("#seen").text == str(rules.count(rule))
    Select(browser.find("#rule")).select_by_value("")
    browser.find("#F-gloss").click()
    shown = len([rule for rule in rules if not rule.startswith(("gloss.", "width."))])
    assert browser.js(VISIBLE) == shown


def test_help_opens_and_closes(browser: Browser, report: Report) -> None:
    browser.open(report(RICH))
    browser.keys("?")
    assert browser.find("#help").is_displayed()
    browser.picture("help.png")
    browser.keys(Keys.ESCAPE)
    assert not browser.find("#help").is_displayed()


def test_the_outline_leads_to_its_headings(browser: Browser, report: Report) -> None:
    browser.open(report(FRAMED))
    for link in browser.driver.find_elements("css selector", ".outline a"):
        link.click()
        told = browser.js("document.getElementById(arguments[0].hash.slice(1)).closest('td').textContent", link)
        assert told.startswith(link.text)
        place = browser.js("document.getElementById(arguments[0].hash.slice(1)).getBoundingClientRect().top", link)
        assert 0 < place < 860


@pytest.mark.parametrize("field", ["date", "publisher", "editor", "contact"])
def test_metadata_leads_to_where_it_was_read(browser: Browser, report: Report, field: str) -> None:
    browser.open(report(FRAMED))
    document = json.loads(speechkit("clean", FRAMED, "-f", "json", "--raw"))
    low, high = document["metadata_spans"][field]
    browser.find(f'.meta a[href="#v-{field}"]').click()
    lit = browser.js("document.querySelector('.here-now').textContent")
    assert lit
    assert document["raw"][low:high].startswith(lit)


def test_slogans_and_warnings_lead_to_their_places(browser: Browser, report: Report) -> None:
    browser.open(report(FIXTURES / "16-enumerations-slogans.txt"))
    for link in browser.driver.find_elements("css selector", ".slogans ul a")[:8]:
        link.click()
        assert link.text.startswith(browser.js("document.querySelector('.here-now').textContent")[:2])
    browser.open(report(RICH))
    browser.find("#s-doubts .warn a").click()
    assert browser.count(".here-now") == 1


def test_enumerations_lead_to_their_items(browser: Browser, report: Report) -> None:
    browser.open(report(FIXTURES / "16-enumerations-slogans.txt"))
    links = browser.driver.find_elements("css selector", "#s-series ul a")
    assert len(links) > 10
    for link in links:
        link.click()
        lit = browser.js("document.querySelector('.here-now').textContent")
        assert lit
        assert link.text[:2] == lit[:2]


def test_a_person_finds_what_was_taken_out_why_and_how_to_undo_it(browser: Browser, report: Report) -> None:
    browser.open(report(FRAMED))
    told = browser.find("#s-out").text
    for edit in edits(FRAMED):
        if edit["before"].strip() and not edit["after"].strip():
            assert edit["before"].strip()[:20] in told
            assert f"speechkit explain {FRAMED} --undo {edit['rule']}" in told
    browser.find("#s-out ol a").click()
    assert browser.js("document.activeElement.id.startsWith('m')"), "it leads to the mark in the text"
    browser.picture("taken-out.png")
    rule = edits(FRAMED)[0]["rule"]
    why = browser.js("document.getElementById(arguments[0]).querySelector('.why').textContent", f"r-{rule}")
    assert why
    assert why in browser.find("#tip").text, "the reason is told on focus"


def test_what_is_uncertain_says_how_to_take_it_back(browser: Browser, report: Report) -> None:
    browser.open(report(RICH))
    (number,) = [number for number, edit in enumerate(edits(RICH), 1) if edit["confidence"] < 1]
    told = browser.find("#s-doubts").text
    assert f"speechkit explain {RICH} --undo {number}" in told
    assert "confidence 0.8" in told


# ---- a folder


def test_a_folder_shows_the_worst_first(browser: Browser, report: Report) -> None:
    page = report(FIXTURES)
    browser.open(page)
    assert browser.complaints() == []
    assert browser.requests() == [page.as_uri()]
    assert browser.count("#docs tbody tr") == len(NAMES)
    assert "bad-bytes" in browser.find("#docs tbody tr").text
    assert browser.count("figure.chart") == 3
    browser.picture("folder.png")


def test_a_table_is_sorted_by_its_heads(browser: Browser, report: Report) -> None:
    browser.open(report(FIXTURES))
    column = "[...document.querySelectorAll('#docs tbody td.k-changes')].map(cell => Number(cell.dataset.v))"
    browser.find('[data-key="changes"]').click()
    assert browser.js(column) == sorted(browser.js(column), reverse=True)
    browser.find('[data-key="changes"]').click()
    assert browser.js(column) == sorted(browser.js(column))
    assert browser.find('th[aria-sort="ascending"]').text.startswith("Changes")
    browser.find('[data-key="rank"]').click()
    assert "bad-bytes" in browser.find("#docs tbody tr").text


def test_a_document_is_found_and_opened(browser: Browser, report: Report) -> None:
    browser.open(report(FIXTURES))
    browser.keys("/", "05-gl")
    browser.keys(Keys.ESCAPE)
    assert browser.js("[...document.querySelectorAll('#docs tbody tr')].filter(row => !row.hidden).length") == 1
    browser.keys("j", Keys.ENTER)
    browser.wait("document.querySelector('#view .doc')")
    assert browser.count("a.c[id^=m]") == len(edits(RICH))
    assert browser.complaints() == []
    browser.keys("j", "j")
    assert browser.find("#count").text.startswith("2 / ")
    browser.keys("u")
    browser.wait("document.getElementById('view').hidden")
    assert browser.js("document.activeElement.closest('tr').textContent.includes('05-gl')"), "back where one came from"


def test_every_document_of_a_folder_opens_in_turn(browser: Browser, report: Report) -> None:
    browser.open(report(FIXTURES))
    order = browser.js("[...document.querySelectorAll('#docs tbody tr')].map(row => row.dataset.doc)")
    browser.find("#docs tbody a").click()
    for number in order:
        browser.wait(f"document.documentElement.dataset.open === '{number}'")
        name = browser.js("document.querySelector('.doc').dataset.name")
        assert browser.count("a.c[id^=m]") == len(edits(Path(name)))
        browser.keys("n")
    browser.keys("p")
    browser.wait(f"document.documentElement.dataset.open === '{order[-2]}'")
    assert browser.complaints() == []


def test_the_address_of_a_place_in_a_folder_is_kept(browser: Browser, report: Report) -> None:
    page = report(FIXTURES)
    browser.open(page, "#d5")
    browser.find(".outline a").click()
    fragment = browser.js("location.hash")
    assert fragment.startswith("#d5/b")
    browser.open(page, fragment)
    assert browser.count(".here-now") == 1
    browser.driver.back()


# ---- hostile documents


def test_hostile_documents_stay_text(browser: Browser, report: Report, hostile: Path) -> None:
    pages = [(report(hostile / "a.txt"), ""), *((report(hostile), fragment) for fragment in ("#d1", "#d2", "#d3"))]
    for page, fragment in pages:
        browser.open(page, fragment)
        assert browser.complaints() == []
        assert browser.js("window.hacked") is None
        assert browser.count("script:not([type]), img, iframe, object, embed, base, link, template, textarea") == 1
        assert browser.js("[...document.querySelectorAll('a')].every(a => a.getAttribute('href').startsWith('#'))")
        assert browser.js(
            "[...document.querySelectorAll('*')].every(e => ![...e.attributes].some(a => /^on/.test(a.name)))"
        )
        raw = browser.js("[...document.querySelectorAll('td.raw')].map(cell => cell.textContent).join('')")
        for piece in (
            "<script>window.hacked = 1</script>",
            "</textarea></noscript><!--",
            "{{title}}<!--here-->",
            "&lt;b&gt;",
        ):
            assert piece in raw
        assert "\\u202e" in raw
        assert not any(char in raw for char in "\u202e\u202c\u200b\x07\x1b\ufeff")
        if fragment:
            browser.keys("u")
    browser.picture("hostile.png")


def test_hostile_documents_stay_text_without_script(scriptless: Browser, report: Report, hostile: Path) -> None:
    for page in (report(hostile / "a.txt"), report(hostile)):
        scriptless.open(page)
        assert scriptless.count("img, iframe, object, embed, base, link, template, textarea") == 0
        assert scriptless.complaints() == []
    scriptless.open(report(hostile / "a.txt"))
    assert "</script><script>window.hacked" in scriptless.js("document.body.innerText")


# ---- without script


def test_one_document_is_whole_without_script(scriptless: Browser, report: Report) -> None:
    scriptless.open(report(RICH))
    assert scriptless.count("a.c[id^=m]") == len(edits(RICH))
    assert scriptless.find("table.side").is_displayed()
    assert not scriptless.find("#theme").is_displayed()
    assert "gloss.pinyin" in scriptless.find("a.c.f-gloss").get_attribute("title")
    look = "getComputedStyle(document.querySelector('a.c.f-gloss del')).textDecorationColor"
    before = scriptless.js(look)
    scriptless.find("#F-gloss").click()
    assert scriptless.js(look) != before, "the boxes filter without script"
    scriptless.find("#s-doubts ol a").click()
    assert "#m" in scriptless.driver.current_url
    scriptless.picture("document-without-script.png")


def test_a_folder_tells_of_each_document_without_script(scriptless: Browser, report: Report) -> None:
    scriptless.open(report(FIXTURES))
    assert scriptless.count("details.brief") == len(NAMES)
    order = scriptless.js("[...document.querySelectorAll('#docs tbody a')].map(a => a.getAttribute('href'))")
    assert all(scriptless.count(f"details.brief {each}") == 1 for each in order)
    number = next(n for n, name in enumerate(NAMES, 1) if name == RICH.name)
    scriptless.driver.execute_script(f"document.querySelector('#d{number}').parentElement.open = true")
    told = scriptless.find(f"#d{number}").text
    assert "--undo" in told
    assert "gloss.pinyin" in told
    scriptless.picture("folder-without-script.png")


# ---- for everybody


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("place", ["document", "folder", "document of a folder", "help", "phone"])
def test_axe_finds_nothing(browser: Browser, report: Report, place: str, *, dark: bool) -> None:
    browser.size(375 if place == "phone" else 1280, 860, dark=dark)
    browser.open(report(FIXTURES if "folder" in place else RICH), "#d1" if place == "document of a folder" else "")
    if place == "help":
        browser.keys("?")
    else:
        browser.js("document.querySelectorAll('details').forEach(each => { each.open = true; })")
        if place != "folder":
            browser.keys("w", "j")
    assert browser.axe() == []
    if dark:
        browser.picture(f"{place.replace(' ', '-')}-dark.png")


def test_the_switch_turns_light_and_dark(browser: Browser, report: Report) -> None:
    browser.open(report(RICH))
    ground = "getComputedStyle(document.body).backgroundColor"
    light = browser.js(ground)
    browser.keys("t")
    dark = browser.js(ground)
    assert light != dark
    browser.find("#theme").click()
    assert browser.js(ground) == light
    browser.size(dark=True)
    assert browser.js(ground) == light, "what was chosen holds"
    browser.js("localStorage.clear()")


@pytest.mark.parametrize("width", [375, 800, 1024, 1280])
def test_nothing_is_wider_than_the_window(browser: Browser, report: Report, hostile: Path, width: int) -> None:
    browser.size(width, 860)
    for page, fragment in (
        (report(RICH), ""),
        (report(FIXTURES), ""),
        (report(hostile), "#d1"),
        (report(FIXTURES), "#d5"),
    ):
        browser.open(page, fragment)
        browser.js("document.querySelectorAll('details').forEach(each => { each.open = true; })")
        assert browser.js("document.documentElement.scrollWidth") <= width, (page, fragment)
        browser.picture(
            f"{width}-{'folder' if page == report(FIXTURES) else 'document'}{fragment.replace('#', '-')}.png"
        )


def test_it_prints(browser: Browser, report: Report) -> None:
    browser.open(report(FRAMED))
    browser.size(media="print")
    assert not browser.find(".bar").is_displayed()
    assert browser.find("table.side").is_displayed()
    assert browser.js("[...document.querySelectorAll('section')].every(e => getComputedStyle(e).display === 'block')")
    assert browser.js("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert len(browser.driver.print_page()) > 20_000
    folded = "document.querySelectorAll('.rule:not([open])').length"
    before = browser.js(folded)
    browser.driver.execute_script("window.dispatchEvent(new Event('beforeprint'))")
    assert browser.js(folded) == browser.count(".rule.width"), "on paper nothing can be unfolded"
    browser.driver.execute_script("window.dispatchEvent(new Event('afterprint'))")
    assert browser.js(folded) == before


def test_it_speaks_chinese(browser: Browser, report: Report) -> None:
    for path in (RICH, FIXTURES):
        browser.open(report(path, "--lang", "zh"))
        assert browser.js("document.documentElement.lang") == "zh-Hans"
        labels = browser.js(
            "[...document.querySelectorAll('h2, h3, thead, .tiles, .hint, summary')].map(e => e.innerText).join(' ')"
        )
        for english in ("Changes", "Warnings", "Metadata", "Outline", "Documents", "Raw", "uncertain", "side by side"):
            assert english not in labels
    browser.picture("folder-chinese.png")


def test_five_hundred_documents_fit(browser: Browser, report: Report, tmp_path_factory: pytest.TempPathFactory) -> None:
    """A page of 500 documents stays below 30 MB; how long it takes to open is told, not judged."""
    folder = tmp_path_factory.mktemp("many")
    for number in range(500):
        path = FIXTURES / NAMES[number % len(NAMES)]
        (folder / f"{number:03}{path.suffix}").write_bytes(path.read_bytes())
    page = report(folder)
    assert page.stat().st_size < 30 << 20
    browser.open(page)
    assert browser.count("#docs tbody tr") == 500
    assert browser.complaints() == []
    ready = browser.js("performance.getEntriesByType('navigation')[0].domContentLoadedEventEnd")
    (PICTURES / "figures.txt").write_text(
        f"500 documents: {page.stat().st_size >> 10} KB, ready in {ready:.0f} ms\n", "utf-8"
    )


def test_the_picture_of_the_readme_is_taken(browser: Browser, report: Report) -> None:
    browser.size(1240, 780)
    browser.open(report(RICH))
    browser.js("document.querySelector('a.c.doubt').focus({preventScroll: true})")
    browser.js("document.activeElement.scrollIntoView({block: 'center'})")
    browser.js("window.scrollBy(0, 40)")
    assert browser.picture("readme.png").stat().st_size <= 300 << 10


def test_the_readme_has_its_picture() -> None:
    assert 0 < (ROOT / "docs" / "report.png").stat().st_size <= 300 << 10, "make picture takes a new one"
