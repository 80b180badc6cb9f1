"""speechkit learn: two invented sites are learnt from their own pages, and speeches lose nothing."""

from __future__ import annotations

import json
import pickle
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

import speechkit
from speechkit.cli.group import command as main
from speechkit.corpus.learn import learn
from speechkit.passes import Options
from speechkit.rules.profile import Profile

SITES = Path(__file__).parent / "fixtures" / "sites"
FERRY, BANYAN = SITES / "ferry" / "pages", SITES / "banyan" / "pages"
PAGES = sorted(SITES.glob("*/pages/*.txt"))

# A folder of pages is written down as what every page has around its own speech; {} is its number.
SPEECHES = (
    "在北桥修路开工会上的讲话\n同志们：\n这条路盼了三十年，今天终于动工，乡亲们天不亮就来了。\n路修好以后，先通校车，再通货车。\n谢谢大家！",
    "在南山茶农培训班上的发言\n各位茶农朋友：\n炒茶是手上的功夫，温度差五度，香气差一半。\n老师傅愿意教，年轻人要肯站在锅边。\n谢谢大家！",
    "在东街消防演练后的点评\n同志们：\n警报响了四分钟，三楼还有人在找鞋。\n下个月再练一次，不提前打招呼。\n散会！",
    "在西湾养老院揭牌仪式上的致辞\n各位老人家、各位来宾：\n院子里种了二十棵石榴，等它们结果，请大家来摘。\n食堂的饭要软，走廊的灯要亮。\n祝各位老人家健康长寿！",
    "在中洲晒场安全会上的讲话\n同志们：\n谷子晒在公路上，车要绕，人要躲，去年出了两起事故。\n今年各村都要留出自己的晒场。\n散会！",
)


def run(*arguments: str | Path) -> tuple[int, str, str]:
    result = CliRunner().invoke(main, [str(each) for each in arguments])
    return result.exit_code, result.stdout, result.stderr


def folder(path: Path, *pages: str) -> Path:
    path.mkdir(exist_ok=True)
    for number, page in enumerate(pages, 1):
        (path / f"{number:02}.txt").write_text(page, "utf-8")
    return path


def shapes(profile: Profile) -> set[str]:
    return {each.shape for site in profile.sites for each in (*site.lines, *site.phrases)}


@pytest.fixture(scope="module")
def profiles() -> dict[str, Profile]:
    return {path.parent.name: learn(str(path)) for path in (FERRY, BANYAN)}


@pytest.mark.parametrize("page", PAGES, ids=lambda path: f"{path.parts[-3]}-{path.stem}")
def test_a_page_comes_out_as_its_speech(page: Path, profiles: dict[str, Profile]) -> None:
    site = page.parts[-3]
    speech = speechkit.clean((SITES / site / "speeches" / page.name).read_bytes())
    document = speechkit.clean(page.read_bytes(), Options(profile=profiles[site]))
    assert document.to_text() == speech.to_text()
    assert document.metadata.title == speech.metadata.title
    assert document.ledger.undo() == page.read_text("utf-8")


@pytest.mark.parametrize("site", ["ferry", "banyan"])
def test_half_of_a_site_teaches_the_other(site: str, tmp_path: Path) -> None:
    pages = sorted((SITES / site / "pages").iterdir())
    taught = learn(str(folder(tmp_path / "some", *(page.read_text("utf-8") for page in pages[:3]))))
    for page in pages[3:]:
        speech = speechkit.clean((SITES / site / "speeches" / page.name).read_bytes())
        assert speechkit.clean(page.read_bytes(), Options(profile=taught)).to_text() == speech.to_text()


def test_what_is_removed_says_in_how_many_files_it_was_seen(profiles: dict[str, Profile]) -> None:
    document = speechkit.clean((FERRY / "01.txt").read_bytes(), Options(profile=profiles["ferry"]))
    learnt = [edit for edit in document.changes_made() if edit.rule.startswith("learnt.")]
    assert {edit.rule for edit in learnt} == {"learnt.line", "learnt.phrase", "learnt.region"}
    assert {edit.why for edit in learnt} == {"in 6 of 6 files"}


def test_slots_feed_the_metadata_and_the_document_names_its_profile(profiles: dict[str, Profile]) -> None:
    document = speechkit.clean((FERRY / "01.txt").read_bytes(), Options(profile=profiles["ferry"]))
    assert document.metadata.date == "2021-03-12"
    assert document.produced_by.profile_sha256 == profiles["ferry"].sha256
    assert document.produced_by.options == {}
    assert speechkit.clean("甲", Options()).produced_by.profile_sha256 is None


@pytest.mark.parametrize("page", PAGES, ids=lambda path: f"{path.parts[-3]}-{path.stem}")
def test_cleaning_again_changes_nothing(page: Path, profiles: dict[str, Profile]) -> None:
    options = Options(profile=profiles[page.parts[-3]])
    once = speechkit.clean(page.read_bytes(), options).to_text()
    assert speechkit.clean(once, options).to_text() == once


def test_two_sites_in_one_folder_are_told_apart(tmp_path: Path) -> None:
    for site in (FERRY, BANYAN):
        shutil.copytree(site, tmp_path / site.parent.name)
    profile = learn(str(tmp_path))
    assert [(site.files, len(site.lines)) for site in profile.sites] == [(6, 5), (4, 5)]


def test_pages_that_name_their_host_are_grouped_by_it(tmp_path: Path) -> None:
    for number, speech in enumerate(SPEECHES[:3]):
        (tmp_path / f"www.shiliu.example.com_{number}.txt").write_text(f"石榴檐下坐\n{speech}\n", "utf-8")
    (site,) = learn(str(tmp_path)).sites
    assert (site.name, site.files) == ("shiliu.example.com", 3)


# ---- what is learnt, and what is not: label, page with {speech} and {n}, shapes

LEARNT = [
    ("a line that counts", "萤火第{n}盏\n{speech}\n", {"萤火第{n}盏"}),
    ("a line with a name between words", "{speech}\n守夜人{who}熄灯\n", {"守夜人{text}熄灯"}),
    ("a label with a title", "{speech}\n隔壁抽屉：{other}\n", {"隔壁抽屉:{text}"}),
    ("a counter feeds the views", "萤火被看过{n}回\n{speech}\n", {"萤火被看过{views}回"}),
    (
        "behind the title, which stays",
        "{title} 掌柜{who} 柜号{n}\n{rest}\n",
        {"{title} 掌柜{text} 柜号{n}"},
    ),
    ("a sentence that no speech ends with", "{speech}\n夜深了，早点歇息。\n", {"夜深了,早点歇息。"}),
    ("a sentence with slots that names the site", "纸灯笼小屋\n{speech}\n这是纸灯笼的第{n}卷，{who}抄。\n", None),
    ("a sentence that names the site", "纸灯笼\n{speech}\n纸灯笼抄本，抄错了请告诉掌柜。\n纸灯笼灭了\n", None),
]
WHO = ("云雀", "老周", "蓝田", "木子李", "半夏")
OTHER = ("修桥记", "家书怎么写", "谈谈早起", "村史馆解说", "秋收倡议")


def pages_of(page: str, speeches: tuple[str, ...] = SPEECHES) -> list[str]:
    return [
        page.format(
            speech=speech,
            title=speech.split("\n")[0],
            rest=speech.partition("\n")[2],
            n=37 * number + 1200,
            who=WHO[number],
            other=OTHER[number],
        )
        for number, speech in enumerate(speeches)
    ]


@pytest.mark.parametrize(("label", "page", "wanted"), LEARNT, ids=[case[0] for case in LEARNT])
def test_lines_of_a_site_are_learnt(label: str, page: str, wanted: set[str] | None, tmp_path: Path) -> None:
    pages = pages_of(page)
    profile = learn(str(folder(tmp_path, *pages)))
    assert wanted is None or shapes(profile) == wanted, label
    for text, speech in zip(pages, SPEECHES, strict=True):
        cleaned = speechkit.clean(text, Options(profile=profile)).to_text()
        assert cleaned == speechkit.clean(speech).to_text()


SPARED = [
    ("nothing but speeches", "{speech}\n"),
    ("the speaker's name below the title", "{title}\n王建国\n{rest}\n"),
    ("the speaker's office below the title", "{title}\n县委书记 王建国\n{rest}\n"),
    ("the day in brackets", "{title}\n（2021年5月6日）\n{rest}\n"),
    ("whom a paper is addressed to", "{title}\n各乡镇人民政府，县直各部门：\n{rest}\n"),
    ("a closing formula", "{speech}\n我就讲这些，不对的地方请大家批评指正。\n"),
    ("a wish", "{speech}\n祝大家身体健康、万事如意\n"),
    ("thanks in words of a site", "{speech}\n感谢大家的阅读和关注，欢迎多提意见。\n"),
    ("a last sentence that calls upon people", "{speech}\n北桥的明天一定会更加美好！\n"),
    ("a last sentence that looks ahead", "{speech}\n全县上下要推动各项工作再上新台阶。\n"),
    ("who signs", "{speech}\n石桥县教育局\n2021年5月6日\n"),
    ("what is enclosed", "{speech}\n附件：任务分工表\n"),
    ("a heading in every speech", "{speech}\n一、加强组织领导\n层层压实责任，一级抓一级。\n"),
    ("applause", "{speech}\n再说一句掏心窝的话（热烈鼓掌），大家要齐心（热烈鼓掌）。\n"),
    ("a set phrase in every speech", "{speech}\n深入贯彻以人民为中心的发展思想，{other}也要讲清楚。\n"),
    ("a title that counts", "萤火课堂第{n}讲\n{rest}\n"),
]


@pytest.mark.parametrize(("label", "page"), SPARED, ids=[case[0] for case in SPARED])
def test_what_speeches_have_in_common_is_spared(label: str, page: str, tmp_path: Path) -> None:
    pages = pages_of(page)
    profile = learn(str(folder(tmp_path, *pages)))
    for text in pages:
        assert speechkit.clean(text, Options(profile=profile)).to_text() == speechkit.clean(text).to_text(), label


PHRASES = [
    ("in brackets, behind sentences", "{a}〔灯下抄〕\n{b}〔灯下抄〕", 3),
    ("in brackets, in mid-sentence, with a number", "{a1}【灯下抄{n}号】{a2}\n{b}【灯下抄{n}号】", 3),
    ("an address of the site", "{a1}全本在dengxia.example.com能翻到{a2}\n{b}", 3),
    ("bare words, from five files up", "{a1}抄自灯下请勿搬走{a2}\n{b1}抄自灯下请勿搬走{b2}", 5),
]


def with_phrase(speech: str, pattern: str, number: int) -> str:
    title, greeting, a, b, closing = speech.split("\n")
    half, third = len(a) // 2, len(b) // 2
    middle = pattern.format(a=a, b=b, a1=a[:half], a2=a[half:], b1=b[:third], b2=b[third:], n=41 * number + 100)
    return "\n".join((title, greeting, middle, closing))


@pytest.mark.parametrize(("label", "pattern", "files"), PHRASES, ids=[case[0] for case in PHRASES])
def test_phrases_go_and_the_two_sides_are_joined(label: str, pattern: str, files: int, tmp_path: Path) -> None:
    pages = [with_phrase(speech, pattern, number) for number, speech in enumerate(SPEECHES)][:files]
    profile = learn(str(folder(tmp_path, *pages)))
    for page, speech in zip(pages, SPEECHES, strict=False):
        cleaned = speechkit.clean(page, Options(profile=profile)).to_text()
        assert cleaned == speechkit.clean(speech).to_text(), label


def test_a_phrase_in_short_lines_takes_no_line(tmp_path: Path) -> None:
    pages = [with_phrase(speech, "{a1} 上灯下斋听全本 {a2}\n{b1} 上灯下斋听全本 {b2}", 1) for speech in SPEECHES]
    profile = learn(str(folder(tmp_path, *(f"灯下斋\n{page}" for page in pages))))
    for page, speech in zip(pages, SPEECHES, strict=True):
        cleaned = speechkit.clean(f"灯下斋\n{page}", Options(profile=profile)).to_text()
        for sentence in speech.split("\n")[2:4]:
            assert all(char in cleaned for char in sentence)
        assert len(cleaned) >= len(speechkit.clean(speech).to_text())


def test_near_copies_of_a_speech_teach_nothing(tmp_path: Path) -> None:
    copies = [SPEECHES[0].replace("三十年", f"{number}十年") + f"\n{number}号读者收" for number in range(2, 7)]
    profile = learn(str(folder(tmp_path, *copies)))
    assert (profile.files, profile.copies, profile.sites) == (5, 4, ())


def test_two_pages_teach_nothing(tmp_path: Path) -> None:
    assert learn(str(folder(tmp_path, *pages_of("萤火第{n}盏\n{speech}\n", SPEECHES[:2])))).sites == ()


# ---- the command line


def test_learn_writes_a_profile_that_clean_takes(tmp_path: Path) -> None:
    code, out, told = run("learn", FERRY, "-o", tmp_path / "site.json")
    assert (code, out, told) == (0, "", "speechkit: learnt 5 lines and 1 phrase from 6 files\n")
    code, out, _ = run("clean", FERRY / "01.txt", "--profile", tmp_path / "site.json", "-f", "text")
    assert code == 0
    assert out.startswith("在石塘镇春季河道清淤动员会上的讲话\n（2021年3月9日）\n")


def test_learn_prints_the_profile_and_names_what_it_learnt() -> None:
    code, out, told = run("learn", BANYAN, "-v", "-j", "1")
    assert code == 0
    assert Profile.from_json(out).files == 4
    assert "head: 榕樹頭乘涼札記 第{n}席 (4 of 4 files)" in told
    assert "site 1" in told
    assert str(BANYAN) not in out


def test_clean_learns_in_one_go(tmp_path: Path) -> None:
    code, _, told = run("clean", FERRY, "-o", tmp_path, "-f", "text", "--learn")
    assert code == 0
    assert "learnt 5 lines and 1 phrase from 6 files" in told
    speech = speechkit.clean((SITES / "ferry" / "speeches" / "03.txt").read_bytes())
    assert (tmp_path / "03.txt.txt").read_text("utf-8") == speech.to_text()


@pytest.mark.parametrize("jobs", [1, 2])
def test_processes_learn_the_same(jobs: int, tmp_path: Path) -> None:
    speeches = [f"{speech}\n" + f"第{number}页的长正文很长很长。" * 12_000 for number, speech in enumerate(SPEECHES)]
    path = folder(tmp_path, *pages_of("萤火第{n}盏\n{speech}\n", tuple(speeches)))
    assert shapes(learn(str(path), jobs=jobs)) == {"萤火第{n}盏"}


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("clean", FERRY / "01.txt", "--learn"), "--learn needs several files"),
        (("clean", "-", "--learn"), "--learn needs several files"),
        (("learn", "-"), "files are read twice"),
    ],
)
def test_what_cannot_be_read_twice_is_a_usage_error(arguments: tuple[str | Path, ...], message: str) -> None:
    code, out, told = run(*arguments)
    assert (code, out) == (2, "")
    assert message in told


def test_a_profile_and_learning_exclude_each_other(tmp_path: Path) -> None:
    (tmp_path / "site.json").write_text(Profile().to_json())
    code, _, told = run("clean", FERRY, "--learn", "--profile", tmp_path / "site.json")
    assert code == 2
    assert "leave out --profile, or --learn" in told


def test_files_that_cannot_be_read_are_listed_and_the_rest_is_learnt(tmp_path: Path) -> None:
    folder(tmp_path, *pages_of("萤火第{n}盏\n{speech}\n"), "")
    code, out, told = run("learn", tmp_path, "-o", tmp_path / "site.json")
    assert (code, out) == (3, "")
    assert "the file is empty" in told
    assert "萤火第{n}盏" in (tmp_path / "site.json").read_text("utf-8")


def test_a_profile_is_never_written_over_a_page(tmp_path: Path) -> None:
    path = folder(tmp_path / "raw", *pages_of("{speech}"))
    code, _, told = run("learn", path, "-o", path / "01.txt")
    assert code == 2
    assert "is an input and would be written over" in told


def test_a_folder_that_is_missing_fails() -> None:
    assert run("learn", "no/such/folder")[0] == 4
    with pytest.raises(speechkit.InputError, match="no such file"):
        speechkit.learn("no/such/folder")


# ---- the library, and anything at all


def test_the_library_learns_from_paths_and_options_travel() -> None:
    profile = speechkit.learn([str(path) for path in sorted(BANYAN.iterdir())])
    assert shapes(profile) >= {"榕樹頭", "蒲扇收起,各自歸家"}
    assert pickle.loads(pickle.dumps(Options(profile=profile))).profile == profile  # noqa: S301  # made here
    assert json.loads(profile.to_json())["schema"] == "speechkit.profile/1"


@settings(max_examples=25, deadline=None)
@given(st.lists(st.text(alphabet="一、同志们：。〔〕{n}2020-1-1 \n灯下抄讲话（）:,", max_size=120), max_size=6))
def test_any_folder_can_be_learnt_from_and_cleaned_twice(
    tmp_path_factory: pytest.TempPathFactory, pages: list[str]
) -> None:
    path = folder(tmp_path_factory.mktemp("any"), *(f"灯下抄\n{page}" for page in pages), "灯下抄")
    profile = learn(str(path))
    assert Profile.from_json(profile.to_json()) == profile
    options = Options(profile=profile)
    for page in pages:
        document = speechkit.clean(page, options)
        assert document.ledger.undo() == speechkit.clean(page).ledger.raw
