"""speechkit learn on folders of forms: minutes, notices, poems, interviews have set lines, and lose none of them."""

from __future__ import annotations

from pathlib import Path

import pytest

import speechkit
from speechkit.corpus.learn import learn
from speechkit.passes import Options

THINGS = ("春耕", "防汛", "护林", "修路", "养老")
WHO = ("王立强", "李秋梅", "赵志刚", "孙小芳", "周明远")
PLACES = ("东岭村", "西坡村", "南湾村", "北塘村", "上河村")
SAID = (
    "渠里的淤泥清到了第三段，东岭出工四十人，缺的两把铁锹由乡里先垫上，月底以前把账算清楚。",
    "大坝的闸门前年换过一次，值班的人夜里要看三回水位，谁签字谁负责，电话不许关机。",
    "坟头烧纸引过一回山火，今年改送鲜花，护林员在路口设卡，劝一个算一个，不吵不骂。",
    "石子垫了两层，压路机周四才到，先把涵管埋好，别等雨来了再抢工，水泥要盖严。",
    "食堂中午管一顿热饭，八十岁以上的送到家，菜要软，盐要少，牙口不好的另做一份。",
)
MORE = (
    "说话要算数，答应过的井要打出水来，打不出来就接管子，不能让牲口先渴着。",
    "沙袋放在老祠堂，钥匙挂在三户人家，哪家出门就交给邻居，半夜也叫得开门。",
    "树苗是外面运来的，根上带土，栽下去要浇透，活一棵记一棵，死了要补。",
    "路边的灯先亮十盏，电费由集体出，孩子下晚自习不用再打手电。",
    "床位空着三张，离得远的老人先住，儿女每月要来一趟，来了登记。",
)

# label, document
FORMS = [
    (
        "minutes that count",
        "石桥乡第{n}次党委会议纪要\n2024年{n}月5日，乡党委书记王强主持召开会议。\n会议议题\n一、{s}工作\n{said}\n会议决定\n{more}\n出席：王强、李梅\n记录：孙芳\n",
    ),
    (
        "a notice with its last request",
        "石桥乡人民政府\n关于做好{s}工作的通知\n各村民委员会：\n{said}\n{more}\n请各村于每月五日前将情况报乡政府办公室。\n联系人：王强，电话：0555-1234567\n石桥乡人民政府\n2024年{n}月5日\n",
    ),
    (
        "questions and answers",
        "政策问答（{n}）\n问：{s}补贴怎么申请？\n答：向村委会提出书面申请。\n问：需要什么材料？\n答：身份证、户口簿。\n问：多久能到账？\n答：{n}个工作日。\n{said}\n",
    ),
    (
        "the items of a meeting",
        "{s}工作会议主持词\n同志们：\n现在开会。\n下面进行第一项。\n{said}\n下面进行第二项。\n{more}\n今天的会议就到这里，散会。\n",
    ),
    ("a refrain", "{s}颂\n石桥河水清又清\n{s}路上好心情\n石桥儿女心连心\n{said}\n石桥河水清又清\n石桥儿女心连心\n"),
    ("a stanza", "{s}之歌\n我从山里来\n背着一篓阳光\n{place}的{s}，在风里生长\n我从山里来\n我向山里去\n"),
    (
        "an interview",
        "把{s}办到群众心坎上\n——访{place}支部书记{who}\n记者：您好，先请您做个自我介绍。\n{who}：{said}\n记者：您对年轻人有什么想说的？\n{who}：{more}\n记者：好的，再次感谢您。\n",
    ),
    (
        "a weekly report",
        "{place}{s}工作周报（第{n}期）\n本周工作情况\n{said}\n存在的问题\n{more}\n报送：镇党政办\n填报人：{who}\n",
    ),
    (
        "a programme",
        "第{n}届{s}文化节开幕式议程\n时间：2024年{n}月6日上午9:00\n一、镇长{who}致欢迎辞\n二、文艺演出\n注意事项\n请与会人员提前十五分钟入场。\n着正装，关闭手机。\n",
    ),
    (
        "a letter",
        "给{place}{who}的一封信\n{who}：\n你好！\n来信收到了，迟复为歉。\n{said}\n家里一切都好，勿念。\n此致\n敬礼\n",
    ),
    (
        "the same table every year",
        "政府工作报告\n各位代表：\n一、回顾\n{said}\n地区生产总值 亿元 1{n}.3\n财政收入 亿元 {n}.5\n二、安排\n{more}\n",
    ),
    (
        "a judgment",
        "民事判决书\n（2024）石民初{n}号\n{said}\n如不服本判决，可上诉。\n审判员 周正\n书记员 林静\n",
    ),
    (
        "a briefing",
        "工作简报\n第{n}期\n石桥县{s}领导小组办公室编\n{place}{s}见成效\n{said}\n{more}\n报：县委领导\n共印50份\n",
    ),
    ("a broadcast", "村村响广播稿：{s}\n听众朋友们，早上好。\n这里是石桥村广播站。\n{said}\n今天的广播就到这里。\n"),
    ("a diary", "2024年{n}月9日 阴\n早上六点起床，照例沿河走了一圈。\n{said}\n{more}\n晚上九点，记毕。\n"),
    (
        "an epigraph below the title",
        "在{s}开工仪式上的讲话\n民惟邦本，本固邦宁\n——《尚书》\n同志们：\n{said}\n{more}\n谢谢大家！\n",
    ),
    (
        "what is enclosed, below the thanks",
        "在{s}动员会上的讲话\n同志们：\n{said}\n谢谢大家！\n附表\n序号 任务 牵头\n1 摸底 {place}\n2 整改 {s}办\n",
    ),
    (
        "questions after the thanks",
        "在{s}论坛上的演讲\n同志们：\n{said}\n谢谢大家！\n【现场提问】\n提问：请问下一步怎么走\n回答：一步一步走\n",
    ),
    (
        "who wrote it down",
        "{s}座谈会讲话记录稿\n同志们：\n{said}\n{more}\n我就讲这些。\n记录 孙芳\n校对 李梅\n打印 赵刚 {n}份\n",
    ),
    ("who competes", "{s}，我的答卷\n尊敬的各位评委：\n{said}\n{more}\n谢谢大家！\n参赛编号 {n}\n指导教师 周明远\n"),
    (
        "papers of a congress",
        "石桥县第十届人民代表大会\n第三次会议文件之{n}\n关于{s}情况的报告\n各位代表：\n{said}\n以上报告，请予审议\n",
    ),
    (
        "a series above the title",
        "石桥夜读会第{n}期分享稿\n我读《{s}记》\n朋友们，晚上好！\n{said}\n{more}\n这一期就分享到这里，晚安\n",
    ),
    (
        "two languages",
        "在{s}国际研讨会上的致辞\nRemarks at the Shiqiao Forum\n同志们：\n{said}\n谢谢！\nThank you very much indeed\n",
    ),
    (
        "parts of a collection",
        "{s}讲话稿二篇\n篇一：在全县{s}会议上的讲话\n同志们：\n{said}\n谢谢大家！\n篇二：在全乡{s}会议上的讲话\n同志们：\n{more}\n谢谢大家！\n",
    ),
]


def documents(form: str, count: int) -> list[str]:
    return [
        form.format(
            s=THINGS[at], who=WHO[at], place=PLACES[at], n=at + 4, said=f"{SAID[at] * 2}", more=f"{MORE[at] * 2}"
        )
        for at in range(count)
    ]


def folder(path: Path, pages: list[str]) -> str:
    for number, page in enumerate(pages):
        (path / f"{number}.txt").write_text(page, "utf-8")
    return str(path)


@pytest.mark.parametrize(("label", "form"), FORMS, ids=[case[0] for case in FORMS])
@pytest.mark.parametrize("count", [2, 3, 5])
def test_a_folder_of_forms_teaches_nothing(label: str, form: str, count: int, tmp_path: Path) -> None:
    assert learn(folder(tmp_path, documents(form, count))).sites == (), label


def framed(document: str, number: int) -> str:
    title, rest = document.split("\n", 1)
    return f"青灯第{37 * number + 81}夜 · 窗外有雨\n{title}\n何田田 掌灯 2023-09-1{number}\n{rest}夜深了，各自散去\n"


@pytest.mark.parametrize(("label", "form"), FORMS, ids=[case[0] for case in FORMS])
@pytest.mark.parametrize("count", [2, 4])
def test_under_a_site_only_its_own_lines_go(label: str, form: str, count: int, tmp_path: Path) -> None:
    pages = [framed(document, number) for number, document in enumerate(documents(form, count))]
    (*sites,) = learn(folder(tmp_path, pages)).sites
    own = {"青灯第{n}夜 · 窗外有雨", "何田田 掌灯 {date}", "夜深了,各自散去"}
    learnt = {each.shape for site in sites for each in (*site.lines, *site.phrases)}
    assert learnt <= own, label


def test_a_collection_keeps_the_titles_of_its_parts(tmp_path: Path) -> None:
    form = next(form for label, form in FORMS if label == "parts of a collection")
    pages = [framed(document, number) for number, document in enumerate(documents(form, 4))]
    profile = learn(folder(tmp_path, pages))
    for page in pages:
        text = speechkit.clean(page, Options(profile=profile)).to_text()
        assert "青灯" not in text
        assert "篇一" in text
        assert "会议上的讲话" in text
        assert "讲话稿二篇" in text
