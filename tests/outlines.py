"""Documents with a known outline, what damage does to them, and what is wrong with the outline that was found.

A document is {name, text, headings: [{line, level, marker, text, run_in}], dontcare: [line]}; lines count from 0. What
lost its marker ("marker") or its whole line ("line") is no heading any more; all others keep their levels, which are
compared as ranks.
"""

from __future__ import annotations

import random
from bisect import bisect_right
from typing import Any, Final

import speechkit
from speechkit.outline.alarms import numeral_of

Doc = dict[str, Any]

# ---- documents

_TITLES: Final = (
    "管好水源", "修好渠道", "护好林子", "办好学校", "看好病", "留住青年", "用好土地", "清点家底", "算好账本",
    "守住底线", "把握节奏", "抓住农时", "做大茶业", "做强渔业", "打通断头路", "点亮夜市", "修缮祠堂", "疏浚河道",
)  # fmt: skip
_BODIES: Final = (
    "去年冬天我们跑了三个乡，看了十二个点，听到的意见归到一起，就是一句话：事情要一件一件办。",
    "有的村把账算得很细，有的村连家底都说不清。差别不在条件，在人。",
    "这件事说了多年，办成的不多，原因要从我们自己身上找，不能都推给天气和市场。",
    "渠修到哪里，水就流到哪里；人走到哪里，工作就做到哪里。",
    "今年春上投入了两百多万元，修了四十公里渠，两岸的老百姓看得见，也说得出好在哪里。",
    "要派人去，派得力的人去，去了要住下，住下要管用。",
)


def paper(seed: int, *, continued: bool = False, deep: bool = False) -> Doc:
    """Return a document of two layers, or of three; the second counts on from section to section if `continued`."""
    chance = random.Random(seed)  # noqa: S311  # repeatable, no secret
    made = _Paper(chance)
    made.add("在全县春季工作会议上的讲话")
    made.add("同志们：")
    made.add(chance.choice(_BODIES))
    count = 0
    for section in range(1, chance.randint(3, 5) + 1):
        made.head(1, f"{numeral_of(section)}、")
        for number in range(1, chance.randint(3, 5) + 1):
            count = count + 1 if continued else number
            made.head(2, f"（{numeral_of(count)}）", run_in=not deep)
            if deep:
                for third in range(1, chance.randint(2, 4) + 1):
                    made.head(3, f"{third}.", run_in=True)
    return {"name": f"paper-{seed}", "text": "\n".join(made.lines), "headings": made.headings, "dontcare": []}


class _Paper:
    """A document on its way."""

    def __init__(self, chance: random.Random) -> None:
        self.lines: list[str] = []
        self.headings: list[Doc] = []
        self._chance = chance

    def add(self, line: str) -> None:
        """Add a line that is no heading."""
        self.lines.append(line)

    def head(self, level: int, marker: str, *, run_in: bool = False) -> None:
        """Add a heading and, on its line or below it, a paragraph."""
        title, body = self._chance.choice(_TITLES), self._chance.choice(_BODIES)
        told = {"line": len(self.lines), "level": level, "marker": marker, "text": title, "run_in": run_in}
        self.headings.append(told)
        self.lines += [f"{marker}{title}。{body}"] if run_in else [marker + title, body]


# ---- damage

# Groups of lines that begin like headings and are none: each is put in whole.
TRAPS: Final = (
    ("3.6亿元专项资金已经拨付到县，受益农户1.2万户。",),
    ("2021.06至今，共受理群众来电3200余个，办结率98.5%。",),
    ("12.5%的增幅，是近五年来最高的一次。",),
    ("10:30召开的调度会上，各单位汇报了进展情况。",),
    ("一、二级客运站应当配备安全检查设备，并安排专人值守。",),
    ("二、三产业增加值占比提高了2.1个百分点，结构继续优化。",),
    ("三、四线城市的市场还有很大潜力。",),
    ("2022年1月5日，县里出台了扶持意见，共二十条。",),
    ("第三章规定的各项职责，要逐条对照落实。",),
    ("第一书记要沉到村里去，和群众坐在一条板凳上。",),
    ("第三产业增加值增长8.2%，高于全省平均水平。",),
    ("（2019年12月修订）",),
    ("（三）班的同学代表全体新生作了发言。",),
    ("110和120要实现信息共享、联动处置。",),
    ("1998年以来，这里没有发生过一起重大火灾。",),
    ("5、6月份是防汛的关键时期，任何人不得擅离岗位。",),
    ("一是抓宣传。要让政策家喻户晓。", "二是抓培训。要让干部成为行家里手。", "三是抓督查。要让责任落到人头。"),
    ("一要守住底线。要把安全摆在第一位。", "二要抓住关键。要把力量用在刀刃上。"),
    ("第一，要学得进去。学习没有捷径。", "第二，要用得出来。学以致用才是目的。"),
    ("首先，向大家表示感谢。", "其次，向大家提几点希望。"),
    ("有下列情形之一的，不予补助：", "（一）弄虚作假的；", "（二）逾期申报的；", "（三）材料不全的。"),
    ("需要准备的材料有：", "1.身份证复印件；", "2.申请表一式两份；", "3.其他证明。"),
    ("考核分为以下几档：", "（1）优秀；", "（2）合格；", "（3）不合格。"),
    ("（一）擅自变更用途的；",),
    ("（三）擅自变更用途的，责令限期改正；",),
    ("（五）未按规定备案的；", "（六）拒不接受检查的。"),
    ("2.“三新”经济：指新产业、新业态、新商业模式。",),
    ("［1］指全县、乡镇、村三级河长。",),
    ("5.12汶川地震发生后，全县干部群众踊跃捐款捐物。",),
    ("4.2级以上的风力等级要在两小时前预警。",),
    ("一、二、三等奖分别奖励五千元、三千元、一千元。",),
    ("二、三年级的孩子放学后由志愿者照看。",),
    ("第十二章对法律责任作了专门规定。",),
    ("第二，要把好事办好、实事办实。",),
    ("其一，思想上松了劲；其二，行动上慢了步。",),
    ("三是作风不够扎实，浮在面上的多，沉到底下的少。",),
    ("评价指标包括：", "①受理时限；", "②办结时限；", "③满意程度。"),
    ("主要任务是：", "一、开展排查；", "二、集中整治；", "三、总结验收。"),
    ("答：主要有两个方面的考虑。",),
    ("一九九八年的那场大水，老同志们都还记得。",),
    ("二〇二〇年以前，这条路还是土路。",),
    ("（此处有掌声）",),
    ("——发展质量明显提高。亩均效益增长一成。", "——群众生活持续改善。人均收入增长8%。"),
)  # fmt: skip


def damaged(doc: Doc, chance: random.Random, mode: str, traps: int, share: float = 0.1) -> Doc:
    """Return a document with some headings spoilt and `traps` groups of trap lines put between its lines."""
    lines: list[str | None] = doc["text"].split("\n")
    headings = {h["line"]: h for h in doc["headings"]}
    untold = set(doc.get("dontcare", ()))
    able = [line for line in headings if line not in untold and headings[line]["marker"]]
    hit = [] if mode == "none" else chance.sample(able, min(len(able), max(1, round(share * len(able)))))
    for line in hit:
        lines[line] = spoilt(str(lines[line]), headings.pop(line), mode)
    low = min([h["line"] for h in doc["headings"]], default=0)
    places = {chance.randint(low + 1, max(low + 1, len(lines))): chance.choice(TRAPS) for _ in range(traps)}
    text: list[str] = []
    moved: dict[int, int] = {}
    for number in range(len(lines) + 1):
        text += places.get(number, ())
        if number < len(lines) and (line := lines[number]) is not None:
            moved[number] = len(text)
            text.append(line)
    kept = [{**h, "line": moved[n]} for n, h in headings.items()]
    return {**doc, "text": "\n".join(text), "headings": kept, "dontcare": [moved[n] for n in untold if n in moved]}


def spoilt(line: str, heading: Doc, mode: str) -> str | None:
    """Return the line without its marker, or what is left of it without the heading."""
    marker = heading["marker"]
    at = line.find(marker)
    rest = line[at + len(marker) :].lstrip() if at >= 0 else line
    if mode == "marker":
        return rest
    title = heading["text"]
    body = rest[len(title) :].lstrip("。：；:;. ") if rest.startswith(title) else ""
    return body or None


# ---- judging


def tree_of(text: str) -> list[tuple[int, int, str]]:
    """Return line, level and title of every heading found."""
    ends = [-1]
    while (at := text.find("\n", ends[-1] + 1)) >= 0:
        ends.append(at)
    blocks = speechkit.clean(text).blocks
    return [(bisect_right(ends, b.span[0] - 1) - 1, int(b.level or 0), b.text) for b in blocks if b.type == "heading"]


def mistakes_in(doc: Doc) -> list[str]:
    """Return what is wrong with the outline of a document, one line each."""
    untold = set(doc.get("dontcare", ()))
    wanted = {h["line"]: h for h in doc["headings"] if h["line"] not in untold}
    found = {line: (level, title) for line, level, title in tree_of(doc["text"]) if line not in untold}
    lines = doc["text"].split("\n")
    out = [f"false {lines[n][:40]}" for n in found if n not in wanted]
    out += [f"missed {lines[n][:40]}" for n in wanted if n not in found]
    both = [n for n in wanted if n in found]
    judged = [n for n in both if wanted[n]["level"] is not None]
    ours, theirs = ranks([found[n][0] for n in judged]), ranks([wanted[n]["level"] for n in judged])
    for n in both:
        titles = [plain(t) for t in (wanted[n]["text"], *wanted[n].get("also", ()))]
        if plain(found[n][1]) not in titles:
            out.append(f"title {found[n][1][:40]}")
        elif wanted[n]["level"] is not None and ours[found[n][0]] != theirs[wanted[n]["level"]]:
            out.append(f"level {found[n][0]} for {wanted[n]['level']}: {lines[n][:40]}")
    return out


def ranks(levels: list[int]) -> dict[int, int]:
    """Return level -> rank among the levels that occur."""
    return {level: rank for rank, level in enumerate(sorted(set(levels)))}


def plain(title: str) -> str:
    """Return a title without blanks and in one width."""
    return "".join(title.split()).translate(str.maketrans(",;:?!()", "，；：？！（）"))
