"""Documents for the benchmarks: the fixtures' lines recombined, with the usual damage, the same for the same seed."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator
from functools import cache
from html import escape
from pathlib import Path
from typing import Final, NamedTuple

from opencc import OpenCC

FIXTURES = Path(__file__).resolve().parent.parent / "tests" / "fixtures" / "raw"


@cache
def paragraphs() -> list[str]:
    """Return the long lines of the UTF-8 fixtures."""
    lines: list[str] = []
    for path in sorted(FIXTURES.glob("*.txt")):
        try:
            text = path.read_bytes().decode("utf-8")
        except UnicodeDecodeError:
            continue
        lines += [line.strip() for line in text.splitlines() if len(line.strip()) > 25]
    return lines


def documents(count: int, seed: int = 1, size: int = 3_400) -> list[bytes]:
    """Return `count` UTF-8 documents of about `size` characters."""
    lines = paragraphs()
    out = []
    for number in range(count):
        chance = random.Random(f"{seed}-{number}")  # noqa: S311  # not for secrets: the same corpus every time
        made: list[str] = ["在全市重点工作推进会上的讲话", "同志们:"]
        length = 0
        while length < size:
            line = chance.choice(lines)
            if chance.random() < 0.1:
                line = line.replace("。", "。\u200b", 1)
            made.append(line)
            length += len(line)
        out.append("\n".join(made).encode("utf-8"))
    return out


class Made(NamedTuple):
    """A document of the mixed corpus; `kind` is txt or html."""

    name: str
    kind: str
    encoding: str
    data: bytes


# Shares of a crawl of government sites: kind, script, encoding.
MIX: Final = (
    (0.50, "txt", "simplified", "utf-8"),
    (0.10, "txt", "traditional", "utf-8"),
    (0.16, "txt", "simplified", "gb18030"),
    (0.06, "txt", "traditional", "big5hkscs"),
    (0.13, "html", "simplified", "utf-8"),
    (0.05, "html", "simplified", "gb18030"),
)
_FRAME: Final = (
    "首页 > 公文 > 讲话稿", "责任编辑:小王", "上一篇:没有了", "打印本页 关闭窗口", "浏览:931评论:0 来源:某某网",
    "本文来源于网友上传,不代表本站观点",
)  # fmt: skip


def mixed(megabytes: float, seed: int = 1, smallest: int = 5_000, largest: int = 20_000) -> Iterator[Made]:
    """Yield documents of about so many bytes in all: texts and pages, four encodings, both scripts, some damage."""
    lines, total, number = paragraphs(), 0, 0
    traditional = OpenCC("s2t").convert
    while total < megabytes * 1e6:
        chance = random.Random(f"{seed}-{number}")  # noqa: S311  # not for secrets: the same corpus every time
        _, kind, script, encoding = chance.choices(MIX, [row[0] for row in MIX])[0]
        wanted, said = chance.randint(smallest, largest) // (3 if encoding == "utf-8" else 2), 0
        body = ["在全市重点工作推进会上的讲话", "同志们:"]
        while said < wanted:
            body.append(_varied(chance.choice(lines), chance))
            said += len(body[-1])
            if chance.random() < 0.05:
                body.append(chance.choice(_FRAME))
        text = "\n".join(body) if kind == "txt" else _page(body, encoding)
        data = (traditional(text) if script == "traditional" else text).encode(encoding, "ignore")
        yield Made(f"{number // 500:03d}/{number:06d}.{kind}", kind, encoding, data)
        total, number = total + len(data), number + 1


def _varied(line: str, chance: random.Random) -> str:
    clauses = line.split(",")
    if len(clauses) > 3 and chance.random() < 0.5:
        at = chance.randrange(1, len(clauses) - 1)
        clauses[at], clauses[at - 1] = clauses[at - 1], clauses[at]
    line = ",".join(clauses)
    if chance.random() < 0.1:
        line = line.replace("。", "。\u200b")
    if chance.random() < 0.05:
        line = line.replace("\N{LEFT DOUBLE QUOTATION MARK}", "&ldquo;").replace(
            "\N{RIGHT DOUBLE QUOTATION MARK}", "&rdquo;"
        )
    return line


def _page(body: list[str], charset: str) -> str:
    menu = "".join(f'<li><a href="/c{number}.html">栏目{number}</a></li>' for number in range(25))
    text = "".join(f'<p style="text-indent:2em"><span>{escape(line)}</span></p>\n' for line in body[1:])
    return (
        f'<!DOCTYPE html><html><head><meta charset="{charset}"><title>{body[0]}</title>'
        f'<style>body{{font:14px}}</style></head><body><div class="header"><ul>{menu}</ul></div>'
        f'<div class="content" id="article"><h1>{body[0]}</h1>{text}</div><div class="share">分享到</div>'
        '<div class="footer"><p>版权所有</p><script>var a=1;</script></div></body></html>'
    )


def tiny(number: int) -> bytes:
    """Return a document of some 270 bytes, another one for each number."""
    chance = random.Random(number)  # noqa: S311  # the same
    text = f"第{number}次会议\n同志们:\n"
    lines = paragraphs()
    while len(text) < 105:
        text += chance.choice(lines)[:80] + "\n"
    return text[:105].encode()


def write(folder: Path, documents: Iterable[tuple[str, bytes]]) -> int:
    """Write documents below a folder and return how many bytes they have."""
    size = 0
    for name, data in documents:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        size += len(data)
    return size
