"""What platforms, boards, papers and file shops print around a text goes; a speaker's words about them stay."""

from __future__ import annotations

import pytest

import speechkit
from speechkit.rules.fold import fold

TITLE = "在全乡蓄水保塘动员会上的讲话"
LINES = [
    "同志们：",
    "今年雨水少，塘里的水只剩一半。今天把各村的水管员请来，只讲蓄水保塘这一件事。",
    "一、把塘口看住",
    "每口塘有一个人管，管到几月几号，写在塘边的牌子上，不许空着。",
    "二、把水账记清",
    "放一次水记一次账，谁放的、放了多少，月底贴出来让大家看。",
    "同志们，水是命根子。让我们一塘一塘地守，守到秋收。",
]
BODY = "\n".join(LINES)


def cleaned(text: str) -> str:
    return fold(speechkit.clean(text).to_text()).replace("\n\n", "\n").rstrip("\n")


PLAIN = fold(f"{TITLE}\n{BODY}")

HEADS = [  # label, lines above the title
    ("a site with its address", "塘边文秘 www.tangbian-demo.net"),
    ("a site with what it offers", "塘边网(tangbian-demo.com)为您提供：水利讲话、农事总结"),
    ("a blog with its address", "守塘人的博客\nhttp://blog.tangbian-demo.com/u/77 [订阅][手机订阅]"),
    ("a visitor's account", "Hi，请登录\n我的订单 消息(0)"),
    ("columns of a portal", "推荐 热点 视频 直播"),
    ("buttons of a paper", "上一版 下一版 版面导航 标题导航 返回目录\n放大 缩小 默认"),
    ("a call to follow", "↑点击蓝色字体关注“塘边水事”↑"),
    ("sections, then the site", "水利讲话_领导讲话_塘边网"),
    ("a menu of an official site", "塘情在线 客户端下载 手机报 网上乡长信箱"),
    ("an office with its motto above a trail", "塘边县水利局　　为人民服务\n当前位置 > 首页 > 水利"),
    ("the day behind a menu", "政务微博　政务微信　　今天是 2018年4月18日 星期三"),
    ("columns in brackets with the day", "【水利资讯】【2017/12/01】"),
    ("a file shop's name", "塘边文库VIP频道\n文稿详情"),
    ("a menu whose blanks are lost", "塘边汇智能写作模板大全开通会员登录/注册"),
]


@pytest.mark.parametrize(("label", "lines"), HEADS)
def test_the_sites_own_lines_above_the_title_go(label: str, lines: str) -> None:
    assert cleaned(f"{lines}\n{TITLE}\n{BODY}") == PLAIN, label


BETWEEN = [  # label, lines between title and text
    ("a machine's summary", "AI导读：讲话说了看塘和记账两件事，适合乡镇动员会使用。"),
    ("a machine's summary in a box", "AI智能总结\n讲话说了看塘和记账两件事。\n内容由AI生成，请仔细甄别"),
    ("the title behind a label", f"篇1：{TITLE}"),
    ("the title behind a number", f"第二篇 {TITLE}"),
    ("who put it together", "小编按：以下这篇蓄水动员讲话由本站整理，欢迎阅览。"),
    ("sizes of type", "[ 大 中 小 ]"),
    ("an index", "有 效 性：有效　　主 题 词："),
    ("facts of a file", "文档分类:水利材料 | 页数:约3页 | 贡献者:u_3021 | 所需积分:20"),
    ("facts of a shop", "栏目：水利材料 作者：塘边编辑部 字数：936 编号：TB-2091 上架时间：2022-09-19"),
    ("who posted, on a board", "守塘人\n发表于 2012-4-9 21:44:07 | 只看该作者"),
    ("which page it is", "（本文共2页，当前第1页）"),
    ("a day alone", "2022-05-06"),
    ("a day of the week", "2022/5/6 周五"),
    ("a day without its year", "05-06 10:20"),
    ("a player", "音频播放 00:00 / 08:32\n倍速播放中"),
    ("what the platform says of the account", "已认证账号\n优质水利领域创作者"),
    ("how long it takes to read", "本文有2100字，阅读大概需要6分钟"),
    ("how long ago", "3年前 (2019-05-06) 345浏览"),
]


@pytest.mark.parametrize(("label", "lines"), BETWEEN)
def test_the_sites_own_lines_below_the_title_go(label: str, lines: str) -> None:
    assert cleaned(f"{TITLE}\n{lines}\n{BODY}") == PLAIN, label


TAILS = [  # label, lines below the speech
    ("notes of a reading program", "预览时标签不可点\n继续滑动看下一个\n微信扫一扫关注该公众号"),
    ("an invitation to a group", "扫描二维码，加入水管员交流群"),
    ("credits, one a line", "供稿：水利站\n图片：宣传科\n编辑：小满"),
    ("buttons in brackets", "【打印正文】 【关闭本页】"),
    ("more texts", ">>>更多水利讲话范文请点击进入“水利”频道查看"),
    ("an advertisement", "（以下为赞助商链接）\n塘边记账软件免费下载"),
    ("counters", "赞 0 打赏 微海报 分享"),
    ("terms of a shop", "温馨提示：本站所有资源如无特殊说明，都要在电脑上用解压软件打开。"),
    ("a reader's form", "评论列表（0条）\n发表评论 取消回复\n昵称 *"),
    ("the end of a program", "—— 我是有底线的 ——"),
    ("statistics", "今日访问：345 总访问：298113\n站长统计"),
    ("a till", "下载 (9.9元)\n立即购买"),
    ("an appeal", "点亮“在看”，传递正能量"),
    ("a row of credits", "编辑：小满　一读：大海　二读：老周　审发：石头"),
    ("who quotes the title", f"看完了塘边君分享的《{TITLE}》，相信你已经有了思路。"),
    ("the neighbours by other names", "前一条 镇里举行消防演练\n后一条 水管员培训班开课"),
    ("an office with its hours", "地址：塘边乡1号 电话：(05)555-0000 服务时间：08:30-17:00\n版权所有：塘边乡政府"),
    ("replies on a board", "2#\n小满\n发表于 2012-4-9 22:10:31 | 只看该作者\n好文章，顶一个！\n您需要登录后才可以回帖"),
]


@pytest.mark.parametrize(("label", "lines"), TAILS)
def test_the_sites_own_lines_below_the_speech_go(label: str, lines: str) -> None:
    assert cleaned(f"{TITLE}\n{BODY}\n{lines}") == PLAIN, label


def test_the_hour_of_a_reply_is_no_date_of_the_page() -> None:
    reply = "2#\n小满\n发表于 2013-5-1 22:10:31 | 只看该作者\n好文章，顶一个！\n您需要登录后才可以回帖"
    document = speechkit.clean(f"{TITLE}\n守塘人\n发表于 2012-4-9 21:44:07 | 只看该作者\n{BODY}\n{reply}")
    assert document.metadata.date == "2012-04-09"
    assert "date_conflict" not in {warning.code for warning in document.warnings}


def test_the_speech_goes_on_in_the_next_floor() -> None:
    more = "三、把规矩立住。谁偷放一次水，扣一季的工钱；谁替人瞒一次，照样扣，乡里说到做到，绝不含糊，也绝不打折扣。"
    text = f"{TITLE}\n{BODY}\n2#\n守塘人\n发表于 2012-4-9 22:10:31 | 只看该作者\n{more}"
    assert fold(more) in cleaned(text).replace("\n", "").replace("三、把规矩立住", "三、把规矩立住。").replace(
        "。。", "。"
    )


def test_the_name_of_a_file_stays_as_the_only_title() -> None:
    document = speechkit.clean(f"上传时间：2021-01-12　格式：DOCX\n{TITLE}.docx\n{BODY}")
    assert document.metadata.title == TITLE
    assert cleaned(f"{TITLE}.docx\n{TITLE}\n{BODY}") == PLAIN


def test_a_summary_of_a_machine_is_kept_as_metadata() -> None:
    document = speechkit.clean(f"{TITLE}\nAI智能总结\n讲话说了看塘和记账两件事。\n内容由AI生成，请仔细甄别\n{BODY}")
    assert document.metadata.summary == "讲话说了看塘和记账两件事。"


def test_a_trail_that_calls_itself_so_stands_above_the_title() -> None:
    body = "".join(f"<p>{line}</p>" for line in LINES)
    trail = '<ol class="breadcrumb"><li>首页</li><li>水利</li><li>动员</li></ol>'
    page = f"<html><body>{trail}<h1>{TITLE}</h1>{body}</body></html>"
    assert fold(speechkit.clean(page.encode()).to_text()).rstrip("\n") == PLAIN


OWNER = "塘边文苑版权所有，转载请注明出处。"


def test_the_name_that_a_site_says_again_in_its_footer_is_no_title() -> None:
    document = speechkit.clean(f"塘边文苑\n{TITLE}\n{BODY}\n{OWNER}")
    assert (document.metadata.title, document.metadata.publisher) == (TITLE, "塘边文苑")
    assert cleaned(f"塘边文苑\n{TITLE}\n{BODY}\n{OWNER}") == PLAIN


@pytest.mark.parametrize(
    "line",
    [
        "守好一塘水",
        "塘边乡水利站",
        "塘边乡水利站　　塘边乡农技站",
        "蓄水 保塘 护堤 兴农",
        "【塘边新事】",
        "塘边文苑春天讲话",
        "水清民安",
    ],
)
def test_a_headline_or_an_office_above_the_title_stays(line: str) -> None:
    assert cleaned(f"{line}\n{TITLE}\n{BODY}\n塘边乡水利站版权所有 湘ICP备00000000号").startswith(fold(line))


def test_a_day_alone_below_the_title_is_learnt() -> None:
    assert speechkit.clean(f"{TITLE}\n2022-05-06\n{BODY}").metadata.date == "2022-05-06"
    assert speechkit.clean(f"今天是2022-05-06\n{TITLE}\n{BODY}").metadata.date is None


@pytest.mark.parametrize("day", ["（2022年5月6日）", "2022年5月6日", "（2022-05-06）", "2022.5.6", "五月六日"])
def test_the_day_of_the_speech_stays_below_the_title(day: str) -> None:
    assert fold(day) in cleaned(f"{TITLE}\n{day}\n{BODY}")


def test_a_day_that_signs_stays() -> None:
    assert cleaned(f"{TITLE}\n{BODY}\n石桥乡水利站\n2022-05-06").endswith("石桥乡水利站\n2022-05-06")


def test_the_sites_words_round_a_title_are_no_part_of_what_is_quoted() -> None:
    text = cleaned(f"【实用】{TITLE}3000字\n正为《{TITLE}》发愁？塘边君替你备好了！\n{BODY}")
    assert text == f"【实用】{fold(TITLE)}3000字\n{fold(BODY)}"


THANKS = "我的话讲完了，谢谢大家！"


def test_what_speaks_for_the_site_below_the_thanks_goes() -> None:
    tail = "登录后可收藏本站文档，欢迎网友上传\n在全乡插秧现场会上的讲话\n【打印正文】 【关闭本页】"
    assert cleaned(f"{TITLE}\n{BODY}\n{THANKS}\n{tail}") == f"{PLAIN}\n{fold(THANKS)}"


@pytest.mark.parametrize(
    "line", ["山青一寸\n水绿一分", "附：各村塘口名单", "石桥乡水利站", "（全场鼓掌）", "主持人：周大海"]
)
def test_what_belongs_to_the_text_stays_below_the_thanks(line: str) -> None:
    text = cleaned(f"{TITLE}\n{BODY}\n{THANKS}\n{line}\n【打印正文】 【关闭本页】")
    assert all(fold(part) in text for part in line.split("\n"))


@pytest.mark.parametrize(
    "line",
    [
        f"现将《{TITLE}》印发给你们，请对照落实。",
        f"我们编的小册子收录了《{TITLE}》和三张图。",
        f"请认真学习《{TITLE}》。",
    ],
)
def test_who_sends_a_speech_round_may_call_it_by_its_title(line: str) -> None:
    assert fold(line) in cleaned(f"{TITLE}\n{line}\n{BODY}")


SPOKEN = [  # a speaker's own lines
    "如有侵权，立即删除，听着客气，其实是先拿后还。",
    "人工智能生成的方案，要有人把关。",
    "AI总结得再快，也快不过脚底板。",
    "扫描二维码，加入村民议事群，有事群里说。",
    "打赏主播的钱，是孩子的学费。",
    "广告费一分没花，都用在塘口上。",
    "推荐先进，激励后进。",
    "大 中 小塘都要有人管。",
    "完整版的名单，会后发给大家。",
    "版权申诉的渠道要畅通。",
    "消息要准，账目要清。",
    "图为百姓谋，心为百姓忧。",
    "赞助商要公开，账目要上墙。",
    "放大优势，缩小差距。",
    "返回上级的材料要留底。",
    "纠错要快，认错要诚。",
    "我的博客开了十年，写的都是塘。",
    "2号塘的水管员是老周，他说话算数。",
    "开通会员查看账单，一分钱不收。",
    "图片要真，文字要实，视频要全。",
    "知道了就要做到。",
    "收起架子，放下身段。",
    "转载请注明来自哪里，这是规矩。",
    "友情链接也要清理，不能挂一漏万。",
    "下载量不是政绩，放水量才是。",
    "手机扫码阅读，老人不会，要有人教。",
    "本站有三台水泵，都是去年新换的。",
]


@pytest.mark.parametrize("line", SPOKEN)
@pytest.mark.parametrize("place", [1, 3, 7])
def test_what_a_speaker_says_of_such_things_stays(line: str, place: int) -> None:
    text = "\n".join([TITLE, *LINES[:place], line, *LINES[place:], "【打印正文】 【关闭本页】"])
    assert fold(line) in cleaned(text)


OWN = [  # a speaker's or an author's own lines, each of which a rule for sites once took
    ("the head of an experiment station", "本站不保证每户都有新苗，但保证每户都有技术员上门。"),
    ("the head of a gauging station", "说明：本站每天八点上传雨量，人工核对两遍，从不漏报。"),
    ("who thanks", "您的关注就是对我们最大的支持！"),
    ("who asks others to remember", "星标我们的塘，记住我们的水！"),
    ("who takes the floor", "我来说两句。"),
    ("a line of a verse", "我是有底线的"),
    ("who names the author", "如果你觉得今天讲得好，就请作者站起来，让大家认识。"),
    ("a fee that others ask for", "查一条塘口的规定，还要开通会员查看全文才行，大家能没意见吗？"),
    ("a habit of others", "他们先是免费，后来就开通会员解锁全文了。"),
    ("the media of an event", "合作媒体：石桥日报、石桥广播"),
    ("a rule of a village", "后一条：谁损坏谁赔偿"),
    ("who checks a form", "表册填好交上来。（审核：镇财政所）"),
    ("a count of people", "影响320人"),
    ("a file of a list", "1.周大海同志在蓄水会上的讲话.doc"),
    ("a price of a list", "￥9.90"),
    ("a rate of a list", "好评率 98%"),
    ("a task of a list", "认领"),
]


@pytest.mark.parametrize(("label", "line"), OWN)
@pytest.mark.parametrize("place", [0, 1, 3, 7])
def test_a_line_of_the_author_stays(label: str, line: str, place: int) -> None:
    text = "\n".join([TITLE, *LINES[:place], line, *LINES[place:], "上一篇：春灌讲话", "版权所有 石桥网"])
    assert fold(line) in cleaned(text), label


def test_an_account_to_write_to_stays_below_the_text() -> None:
    assert "公众号:石桥蓄水" in cleaned(f"{TITLE}\n{BODY}\n公众号：石桥蓄水\n石桥乡水利站\n2022年5月6日")


TOPS = [
    ("a headline of a talk to parents", "给孩子成长的空间"),
    ("a day of the moon's calendar", "农历正月十六"),
    ("a foreword without a site", "【引言】如今十亿网友都在看直播，可守塘的人还在看天。"),
    ("a hint to hearers", "【提示】数据由各村上传，请逐项核对。"),
]


@pytest.mark.parametrize(("label", "line"), TOPS)
def test_a_line_of_the_author_stays_at_the_top(label: str, line: str) -> None:
    assert fold(line) in cleaned(f"{line}\n——{TITLE}\n{BODY}"), label
    assert fold(line) in cleaned(f"{TITLE}\n{line}\n{BODY}"), label


@pytest.mark.parametrize(
    "line",
    [
        f"今天我讲的题目是《{TITLE}》，请批评指正。",
        f"去年的《{TITLE}》说过的话，今年要一条条兑现。",
        f"会后请您再读一读《{TITLE}》。",
        f"选自《{TITLE}》",
        f"老书记看完《{TITLE}》，提了三条意见。",
    ],
)
@pytest.mark.parametrize("place", [0, 1, 5, 7])
def test_who_speaks_may_call_his_speech_by_its_title(line: str, place: int) -> None:
    assert fold(line) in cleaned("\n".join([TITLE, *LINES[:place], line, *LINES[place:]]))


@pytest.mark.parametrize("head", ["AI总结", "智能总结"])
@pytest.mark.parametrize("place", [0, 5, 6])
def test_a_note_below_the_speech_makes_no_box_of_it(head: str, place: int) -> None:
    text = "\n".join([TITLE, *LINES[:place], head, *LINES[place:], "本文由AI辅助生成，仅供参考"])
    assert all(fold(line) in cleaned(text) for line in (head, *LINES))


@pytest.mark.parametrize(
    "line",
    [
        "小编为大家带来水清塘满讲话稿，希望对大家有帮助。",
        "以下是小编整理的《水清塘满》讲话稿，欢迎阅读。",
        "本文《水清塘满》来源于网络，如有侵权请联系删除。",
        "声明：本站刊载的水清塘满一文，不代表本站观点。",
    ],
)
def test_a_headline_that_a_site_quotes_is_not_its_name(line: str) -> None:
    assert cleaned(f"水清塘满\n{TITLE}\n{BODY}\n{line}").startswith("水清塘满")


@pytest.mark.parametrize("days", ["7月6日 8:00|7月6日 14:30", "2021-07-05|2021-07-06", "07-05 08:30|07-06 09:00"])
def test_the_days_of_a_chronicle_stay(days: str) -> None:
    first, second = days.split("|")
    text = cleaned(f"全镇抗洪抢险情况的报告\n{first}\n水位过警戒线\n{second}\n全村转移\n{LINES[1]}")
    assert first in text
    assert second in text


@pytest.mark.parametrize("line", ["石桥镇政府", "蓄水动员会", "周大海书记", "塘口专班"])
def test_who_speaks_stays_above_the_hour_of_a_post(line: str) -> None:
    assert line in cleaned(f"{TITLE}\n{line}\n发表于 2012-4-9 21:44:07\n{BODY}")


def test_who_posted_on_a_board_is_learnt() -> None:
    assert speechkit.clean(f"{TITLE}\n守塘人\n发表于 2012-4-9 21:44:07\n{BODY}").metadata.author == "守塘人"


@pytest.mark.parametrize(
    "lines",
    [
        "会议材料目录\n全乡蓄水保塘工作方案\n全乡防汛工作总结",
        "周大海书记的总结讲话",
        "下面请副乡长作防汛工作报告",
        "会后请到网站下载文档",
        "提问环节：关注网站言论",
    ],
)
def test_what_a_chairman_says_below_the_thanks_stays(lines: str) -> None:
    text = cleaned(f"{TITLE}\n{BODY}\n{THANKS}\n{lines}\n责任编辑：小满")
    assert all(fold(line) in text for line in lines.split("\n"))


def test_the_last_number_of_a_collection_stays() -> None:
    text = cleaned(f"{TITLE}(精选2篇)\n第一篇 {TITLE}\n{BODY}\n第二篇 {TITLE}\n{BODY}")
    assert "第一篇" in text
    assert "第二篇" in text


def test_the_name_of_a_speaker_beside_his_office_stays_above_a_trail() -> None:
    line = "塘边县水利局　　周大海"
    assert fold(line) in cleaned(f"{line}\n首页 > 讲话稿 > 正文\n{TITLE}\n{BODY}")


def test_the_title_below_an_empty_label_stays() -> None:
    assert cleaned(f"责任编辑：\n{TITLE}\n{BODY}").endswith(PLAIN)


def test_who_reports_may_end_with_a_word() -> None:
    assert cleaned(f"{TITLE}\n{BODY}\n完毕。").endswith("完毕。")


def test_a_list_of_a_site_does_not_run_over_what_belongs_to_the_document() -> None:
    text = cleaned(f"{TITLE}\n{BODY}\n往期精彩回顾\n附件：1.各村塘口名单\n【打印正文】 【关闭本页】")
    assert "附件:1.各村塘口名单" in text


def test_the_end_of_a_letter_stays_between_the_sites_lines() -> None:
    text = cleaned(f"{TITLE}\n{BODY}\n版权所有 石桥网 未经许可 不得复制\n此致\n敬礼\n责任编辑：小满")
    assert "此致\n敬礼" in text


def test_a_notice_of_a_site_ends_at_a_blank() -> None:
    line = f"本站公告：塘边网改版升级 {TITLE} 他说：“塘满了，心就定了。”"
    assert "他说:" in cleaned(f"{line}\n{BODY}")


SELLER = "此文档为会员文档，非会员仅可预览部分内容，升级会员即可查看完整版"


@pytest.mark.parametrize(
    ("label", "last", "told"),
    [
        ("a sentence that stops", "水是命根子。从今天起，各村的水管员要结合", True),
        ("a sentence that ends", "水是命根子。从今天起，各村都要动起来。", False),
        ("a day", "石桥水利站，二〇二一年三月四日", False),
        ("who signs", "石桥乡蓄水保塘领导小组办公室", False),
    ],
)
def test_a_seller_below_half_a_sentence_is_told(label: str, last: str, told: bool) -> None:
    codes = {warning.code for warning in speechkit.clean(f"{TITLE}\n{BODY}\n{last}\n{SELLER}").warnings}
    assert ("paywall_gap" in codes) is told, label
