"""A small corpus of cleaned documents, made by hand: what `speechkit clean -f json` would have written.

Built without the slogan readers, so that a test of counting does not change when recognition gets better.
"""

from __future__ import annotations

import json
from hashlib import sha256
from pathlib import Path
from typing import Any

from speechkit.script import simplify

Said = tuple[str, str] | tuple[str, str, list[str]]


def document(
    name: str,
    lines: list[str],
    *,
    slogans: list[Said] | None = None,
    title: str | None = None,
    year: str | None = None,
    date: str | None = None,
    part: int | None = None,
) -> dict[str, Any]:
    """Return a document; a line that begins with # is a heading, `slogans` are (as printed, kind, items)."""
    blocks: list[dict[str, Any]] = [{"type": "title", "text": title, "span": [0, 1]}] if title else []
    heading = None
    for line in lines:
        if line.startswith("#"):
            heading = len(blocks)
            blocks.append(
                {"type": "heading", "text": line[1:], "level": 1, "marker": "一、", "number": 1, "run_in": False,
                 "terminal": None, "parent": None, "span": [0, 1]}
            )  # fmt: skip
        else:
            blocks.append({"type": "paragraph", "text": line, "heading": heading, "span": [0, 1]})
    text = "\n".join(lines)
    source = {
        "name": name, "sha256": sha256(f"{name}{text}".encode()).hexdigest(), "bytes": len(text.encode()),
        "encoding": "utf-8", "confidence": 1.0, "bad_bytes": 0, "newline": "lf", "media_type": "text/plain",
        "steps": ["decode utf-8"], "characters": len(text),
    }  # fmt: skip
    if part is not None:
        source["part"] = {"number": part, "of": 9, "span": [0, 1]}
    return {
        "schema": "speechkit.document/1",
        "source": source,
        "produced_by": {"version": "0", "options": {}, "rules_sha256": ""},
        "script": "simplified",
        "metadata": {"title": title, "date": date, "speech_year": year},
        "metadata_spans": {},
        "blocks": blocks,
        "enumerations": [],
        "slogans": [_slogan(blocks, *said) for said in slogans or []],
        "redactions": [],
        "warnings": [],
        "changes": {"total": 3, "by_rule": {"width.comma": 3}},
        "quality": {"han_share": 0.9, "removed_share": 0.1, "edits_per_1000": 2.5, "masks_per_1000": 0.0},
    }


def _slogan(blocks: list[dict[str, Any]], text: str, kind: str, items: list[str] | None = None) -> dict[str, Any]:
    mentions = [
        {"block": index, "text": text, "span": [0, 1]}
        for index, block in enumerate(blocks)
        for _ in range(block["text"].count(text))
    ]
    return {
        "text": text, "normalized": "".join(filter(str.isalnum, simplify(text))), "kind": kind, "count": len(mentions),
        "score": 0.9, "why": [], "items": [{"text": item, "span": [0, 1]} for item in items or []],
        "items_mode": "after" if items else None, "mentions": mentions,
    }  # fmt: skip


def write(path: str | Path, *documents: dict[str, Any]) -> None:
    """Write documents to a file, one a line."""
    Path(path).parent.mkdir(parents=True, exist_ok=True)
    Path(path).write_text("".join(json.dumps(each, ensure_ascii=False) + "\n" for each in documents), "utf-8")


ROADS = [
    "今天把大家请到河湾乡来，就是要看一看这里的路是怎样修的，修好以后又是怎样管的。",
    "过去五年，全县新修通村公路三百二十公里，有一半的村结束了下雨天出不了门的日子。",
    "#抓紧把短板补上",
    "要落实“三个到位”，即责任到位、资金到位、队伍到位，一个环节也不能松。",
    "各乡镇要以建促管、以管促养，把路当成自家的院子来扫。",
    "今年入冬以前，每一个行政村都要选出一名护路员，名单报到县交通局备案。",
]
SCHOOLS = [
    "开学已经三个星期了，我和几位同志走了十一所学校，看了食堂，也听了课。",
    "总的看，老师们很辛苦，孩子们的精神面貌比去年好，家长的意见也少了一些。",
    "#把课堂还给学生",
    "做到“三个到位”，食堂安全才有保证，这一点请校长们回去逐条对照检查。",
    "增强四个意识，不忘初心、牢记使命，把立德树人放在第一位。",
    "乡村教师的周转房年底以前要全部交付使用，钥匙要交到老师本人的手上。",
]
FARMS = [
    "县委召开这次会议，专门研究三农工作，说明春耕的分量比往年更重了。",
    "第三农场的大棚上个月被雪压坏了四十座，农机局要派人去帮助修复。",
    "#把种子和化肥备足",
    "三农问题解决得好不好，最后要看农民的口袋鼓不鼓，要看仓库里有没有粮食。",
    "增强“4个意识”，不忘初心，牢记使命，让每一亩地都有人管、有人种、有人收。",
    "供销社的化肥要在三月十日以前送到村一级的网点，不许搭售别的东西。",
]
WATER = [
    "汛期还有四十天，水库的闸门去年检修过一次，今年还要再看一遍才放心。",
    "下游的三个村子已经做过两次演练，老人和孩子由谁来背，名单都贴在墙上。",
    "#宁可十防九空",
    "水利局要以建促管、以管促养，把每一座小水库的责任人写在牌子上。",
    "创先争优不是一句口号，堤上那些熬了三个通宵的同志就是榜样。",
    "值班电话二十四小时不能断，谁的岗位没有人，就请谁来向大家说明情况。",
]


def corpus() -> list[dict[str, Any]]:
    """Return twelve documents of 2008 to 2023: eight speeches, an exact, a near and a cut copy, one without a year."""
    numeral, parallel, set_phrase = "numeral_abbreviation", "parallel", "formulation"
    items = ["责任到位", "资金到位", "队伍到位"]
    roads = [("三个到位", numeral, items), ("以建促管、以管促养", parallel)]
    late = [("不忘初心、牢记使命", set_phrase)]
    longer = [*ROADS, "散会以后，请各乡镇的分管同志留一下，把明天现场会的路线再核对一遍。"]
    return [
        document("road.txt", ROADS, slogans=roads, title="在农村公路现场会上的讲话", year="2008", date="2011-05-01"),
        document("water.txt", WATER, slogans=[("创先争优", set_phrase)], title="在防汛会上的讲话", year="2010"),
        document(
            "school.txt", SCHOOLS, slogans=[("四个意识", numeral), *late], title="在教育会上的讲话", year="2017",
            date="2018-01-01",
        ),
        document("farm.txt", FARMS, slogans=late, title="在春耕会上的讲话", year="2018"),
        document("road-copy.txt", ROADS, slogans=roads, title="农村公路讲话稿", year="2008", date="2015-01-01"),
        document("road-near.txt", longer, slogans=roads, title="县长讲话", date="2016-01-01"),
        document("road-cut.txt", ROADS[:2], title="在农村公路现场会上的讲话", year="2008", date="2010-01-01"),
        document("rural.txt", [FARMS[0], "农村的事要一件一件地办。", "关心“三农”干部。"], slogans=[("三农", numeral)]),
        document("sea.txt", ["渔港的灯塔修好了，渔民回家的路就亮了。", "创先，争优秀。"], year="2019"),
        document("tea.txt", ["茶园要开展创先争优活动，采茶的姑娘们说好。"], year="2021"),
        document("town.txt", ["不忘初心\uff0c方得始终。", "要不忘初心、牢记使命！"], year="2023"),
        document("empty.txt", [], year="2023"),
    ]  # fmt: skip
