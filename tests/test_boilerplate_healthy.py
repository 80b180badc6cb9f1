"""Healthy texts whose lines look like a site's furniture by their place: not one character of them may go.

Mottos, names of speakers, programmes, rosters, verses, forms, scores and tables, alone and with a site's lines around.
All texts are made up.
"""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import speechkit
from speechkit.rules.fold import fold

LAYOUT = re.compile(r"[\s#*>_\\]|。$", re.MULTILINE)  # what printing changes; a heading has no full stop
ABOVE = ["首页 > 讲话材料 > 正文", "登录 | 注册 | 手机版 | 网站地图", "芦苇公文网_领导讲话_材料"]
BELOW = ["上一篇：春灌现场会讲话", "【打印】【关闭】【收藏】", "责任编辑：方瑜", "版权所有：芦苇网 湘ICP备00000000号"]
FRAME = (
    "芦苇公文网\n首页 > 讲话材料 > 正文\n",
    (
        "\n责任编辑：方瑜\n分享到：微信 微博 QQ空间\n上一篇：春灌现场会讲话\n下一篇：没有了\n相关文章\n护林动员会讲话\n"
        "免责声明：本站文章由网友上传，如有侵权请联系我们删除。\n版权所有：芦苇网 湘ICP备00000000号\n"
    ),
)
SPOKEN = "同志们：\n渠修到哪里，水就要流到哪里，一户也不能漏。\n今年的事今年办完，明年还有明年的事。"

HEADS = [  # label, what stands above a title of a speech, or below it
    ("a motto of four words", "崇德 尚学 求实 创新", "在校庆大会上的致辞"),
    ("who speaks, above", "田大海", "在全乡水利工作会议上的讲话"),
    ("who speaks, below", "在毕业典礼上的演讲", "John Brown"),
    ("a foreign subtitle", "在友城论坛上的致辞", "Welcome to Reed Village"),
    ("words with strokes", "安全/质量/效率", "在车间班前会上的讲话"),
    ("words with dashes", "梦想-汗水-收获", "在颁奖典礼上的讲话"),
    ("words with dots", "守护 · 传承 · 创新", "在非遗展演开幕式上的致辞"),
    ("letters in a headline", "AI走进田间 共话丰收", "在农技推广会上的讲话"),
    ("a colon in a headline", "护林：三代人的约定", "在全乡护林大会上的讲话"),
    ("a dash at the end", "一盏灯，一条路——", "在农家书屋总结会上的发言"),
    ("marks at the edges", "「渠」的故事", "在全乡水利工作会议上的讲话"),
    ("a headline that welcomes", "欢迎新邻居", "在移民安置大会上的讲话"),
    ("a headline on records", "档案资料是一座村庄的根", "在全县档案工作会议上的讲话"),
    ("a headline on a net", "织密防火网-守住万亩林", "在护林动员会上的讲话"),
    ("a headline on a platform", "建好公文交换平台", "在电子政务会议上的讲话"),
    ("a headline on a website", "办好群众满意的网站", "在政务公开会议上的讲话"),
    ("an app", "学好用好护林APP", "在护林员培训班上的讲话"),
    ("a way in arrows", "从田间→车间→餐桌", "在食品产业大会上的讲话"),
    ("reading and sharing", "阅读·分享", "在读书会启动仪式上的讲话"),
    ("a subtitle on reading", "在读书月启动仪式上的讲话", "晨光朗读 满园书香"),
    ("the issuer", "芦苇县教育局", "2023年度工作总结"),
    ("who spoke, before the title", "田大海在全乡大会上的讲话", "在全乡大会上的讲话"),
]

TAILS = [  # label, last lines of a speech
    ("a postscript", "又及：渠上的桥也通了。\n桥面不宽，够走一头牛。\n老人们天天去看。"),
    ("notes of an essay", "作者单位：芦苇中学\n指导教师：方瑜\n获奖情况：县级一等奖"),
    ("verses", "脚下沾着几多泥\n心里就有几多暖\n路往哪里去\n我们就往哪里走"),
    ("a roster", "芦苇乡河口养殖合作社\n石桥乡林场护林中队\n高坪镇卫生院医疗小分队"),
    ("a form", "回执\n学生姓名\n家长签名\n意见和建议"),
    ("references", "参考文献\n田大海：水渠志\n方瑜：乡土的孩子们"),
    ("signed lines", "芦苇乡人民政府\n2022年3月4日"),
    ("warnings", "不点击陌生链接\n不扫描陌生二维码\n不下载陌生软件\n不透露账号密码验证码\n如有可疑请拨打110"),
    ("clauses", "网友上传的文档须经审核\n会员下载资料须登录\n发现问题请找管理员"),
    ("who to ask", "报名表见群文件\n具体事宜请咨询站长田大海"),
    ("books below a label", "推荐阅读：\n《水经注》\n《齐民要术》\n请大家回去读一读。"),
    ("papers below a label", "相关资料\n用水登记表\n渠道分布图\n请到村部领取，一户一份。"),
]

TEXTS = [  # label, a whole text
    ("a programme", "开学典礼流程\n签到\n升国旗\n奏国歌\n校长致辞\n教师代表发言\n颁奖\n散会"),
    ("steps of a tool", "电子书屋使用步骤\n登录\n搜索\n下载\n收藏\n管理员讲话\n闭馆"),
    ("a list of one word", "资料员\n资料员"),
    ("a table, one cell a line", "护林员名单\n序号\n姓名\n岗位\n1\n田一\n护林员\n2\n方二\n护林员\n3\n周三\n护林员"),
    ("a refrain of rows", "各组分工\n第一组\n资料收集\n第二组\n资料收集\n第三组\n公众号运营\n第四组\n公众号运营"),
    (
        "numbered sections",
        "村里的灯\n（1）\n我第一次进村是在一个下雨的夜里，老支书打着手电来接。\n（2）\n第二年路修通了，灯也亮了。\n（3）\n今天我要走了。",
    ),
    (
        "bare numbers in open lines",
        "村里的灯\n1\n我第一次进村是在一个下雨的夜里，路很滑，灯很暗\n2\n第二年路修通了，灯也亮了，孩子不用摸黑上学\n3\n我要走了",
    ),
    ("numbers in dots", "散文两则\n· 1 ·\n雨夜进村，老支书打着手电来接我们几个人。\n· 2 ·\n第二年，路通了，灯亮了。"),
    ("scores", "歌咏比赛评分\n一队\n8/10\n二队\n9/10\n三队\n10/10\n下周一公布总成绩。"),
    ("figures of a verse", "数数\n1\n一片两片三四片\n2\n五片六片七八片\n3\n飞入芦花都不见"),
    (
        "labels of a call for pictures",
        (
            "关于举办摄影比赛的通知\n各单位：\n为庆祝建乡六十周年，决定举办摄影比赛，现将有关事项通知如下。\n"
            "作者：\n须写真实姓名\n来源：\n须为本人原创\n编辑：\n不得过度处理\n芦苇乡文化站"
        ),
    ),
    ("a form of labels", "困难补助申请表\n姓名：\n住址：\n申请理由：\n村委会意见：\n审核："),
    (
        "questions",
        "政策解答\n问：低保怎么申请？\n答：向村委会提出书面申请。\n问：表格在哪里下载？\n答：登录县政府网站下载。",
    ),
    ("a song", "河东村村歌\n青山高来绿水长\n河东儿女有力量\n修路架桥奔小康\n河东儿女有力量"),
    ("minutes", "支委会记录\n主持：田大海\n记录：方瑜\n田大海：今天讨论修渠。\n方瑜：同意。\n结果：全票通过。"),
    ("a lease", "房屋租赁合同\n出租方：田大海\n承租方：方瑜\n一、租期一年，租金每月三百元。\n二、不得转租。\n出租方："),
    ("an exam", "语文练习\n一、阅读\n材料一\n小河解冻了，鸭子下了水。\n材料二\n柳树发芽了，燕子回来了。\n二、作文"),
    (
        "sections by name",
        "半年回顾\n修路\n全年修路三十公里。\n治水\n全年治水五条河。\n乡长工作报告\n各位代表：\n请审议。",
    ),
]

WHOLE = [
    *((label, f"{first}\n{second}\n{SPOKEN}") for label, first, second in HEADS),
    *((label, f"在全乡水利工作会议上的讲话\n{SPOKEN}\n{lines}") for label, lines in TAILS),
    *TEXTS,
]


def letters(text: str) -> str:
    return LAYOUT.sub("", fold(text))


def missing(page: str, text: str) -> list[str]:
    """Return the lines of a text that its cleaned page holds less often than the text does."""
    lines = [letters(line) for line in text.splitlines()]
    cleaned = letters(speechkit.clean(page).to_text())
    return [line for line in lines if cleaned.count(line) < lines.count(line)]


@pytest.mark.parametrize(("label", "text"), WHOLE)
def test_nothing_of_a_healthy_text_goes(label: str, text: str) -> None:
    assert missing(text, text) == [], label


@pytest.mark.parametrize(("label", "text"), WHOLE)
def test_nothing_goes_with_one_line_of_a_site(label: str, text: str) -> None:
    for above in ABOVE:
        assert missing(f"{above}\n{text}", text) == [], label
    for below in BELOW:
        assert missing(f"{text}\n{below}", text) == [], label


@pytest.mark.parametrize(("label", "text"), WHOLE)
def test_nothing_goes_in_a_whole_frame(label: str, text: str) -> None:
    title, *rest = text.split("\n")
    dated = "\n".join([title, "2022-03-04 09:30 来源：芦苇网 浏览：35次", *rest])
    assert missing(text.join(FRAME), text) == [], label
    assert missing(dated.join(FRAME), text) == [], label


@given(st.sampled_from(WHOLE), st.sampled_from(["", *ABOVE]), st.sampled_from(["", *BELOW]))
@settings(max_examples=60, deadline=None)
def test_what_is_printed_is_printed_again(whole: tuple[str, str], above: str, below: str) -> None:
    once = speechkit.clean(f"{above}\n{whole[1]}\n{below}").to_text()
    assert speechkit.clean(once).to_text() == once
