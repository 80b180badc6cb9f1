"""What tells a line of the site from a line of the speech: numbers, labels, place, and the sentence in front."""

from __future__ import annotations

import pytest

import speechkit

TITLE = "在全乡防汛会议上的讲话"
BODY = (
    "今年的雨水比往年来得早，堤坝上的草已经没过脚面，巡堤的同志一天要走两遍，走完了还要写清楚。\n"
    "水库的闸门上个月换过，钥匙在老吴手里，谁要开闸都得先打电话，不许自己做主。"
)
PLAIN = f"{TITLE}\n同志们：\n{BODY}\n"


def cleaned(text: str) -> str:
    return speechkit.clean(text).to_text()


HEADS = [
    ("its paper and its day", "{title}\n田埂作文网 2020-09-02 作文大全", ("publisher", "田埂作文网")),
    ("who hung it up", "{title}\n張貼人：秘書室　公告日期：2018/11/17　點閱：306", ("author", "秘書室")),
    ("a pen name", "{title}\n笔名：石头记　添加：2023-07-11　热度：88", ("date", "2023-07-11")),
    ("slashes", "{title}\n作者/小满　来源/田埂之声　发布/2023.08.24", ("publisher", "田埂之声")),
    ("an office that counts", "{title}\n日期：112年5月6日　單位：水利科　瀏覽人數：77", ("publisher", "水利科")),
    ("a column with the genre behind a colon above it", "校園天地＞師長的話\n{title}", None),
    ("the title it had elsewhere", "{title}\n原标题：乡长讲防汛", None),
    ("a converter", "将文件转换成html网页\n{title}", None),
    ("reporter and kind of report", "{title}\n記者王小滿／綜合報導", ("author", "王小滿")),
    ("a reader's button", "{title}\n2020-05-06 来源：田埂网\n手机阅读", ("date", "2020-05-06")),
    ("length in brackets", "{title}\n（正文约900字，预计阅读时间3分钟）", None),
    ("day of print", "{title}\n刊登日期:2020-05-06 点击:31", ("date", "2020-05-06")),
    ("day of revision", "{title}\n修订日期:2020-05-06", ("date", "2020-05-06")),
    ("day with blanks", "{title}\n最后修改于 2022 年 11 月 23 日", ("date", "2022-11-23")),
    ("wide slash", "{title}\n文／編輯部　2020-05-06", ("author", "編輯部")),
    ("drafted by", "{title}\n拟稿人：王小满 发布时间：2020-05-06", ("author", "王小满")),
    ("comments glued to the source", "{title}\n来源：田埂网 网友评论 3 条 2020-05-06", ("publisher", "田埂网")),
    ("a shelf", "{title}\n来自： 田埂笔记 > 《水利材料》 2020-05-06", ("publisher", "田埂笔记")),
    ("this house is no name", "{title}\n来源：本院 时间：2020-05-06", ("publisher", None)),
    ("own work is no name", "{title}\n来源：本站原创 时间：2020-05-06", ("publisher", None)),
    ("a paper before the day", "{title}\n田埂日报　2020-05-06 06:30　[我要纠错]", ("publisher", "田埂日报")),
    ("facts of a file hold its day", "文档编号：77451　上传时间：2020-05-06　页数：6\n{title}", ("date", "2020-05-06")),
]


@pytest.mark.parametrize(("label", "head", "value"), HEADS)
def test_the_frame_above_goes_and_leaves_its_values(
    label: str, head: str, value: tuple[str, str | None] | None
) -> None:
    document = speechkit.clean(f"{head.format(title=TITLE)}\n同志们：\n{BODY}\n")
    assert document.to_text() == PLAIN, label
    if value:
        assert getattr(document.metadata, value[0]) == value[1], label


TAILS = [
    ("rights of the author", "（本文系作者授权田埂网发布，未经许可不得转载）"),
    ("who the author is", "（作者系本报特约评论员）"),
    ("the next page", "更多精彩内容请点击下一页"),
    ("the rest of the page", "点击展开全文"),
    ("followers", "点击“田埂笔记”关注我们，每天一篇好文章"),
    ("keep the link", "本文来自田埂网，转载请保留链接：http://www.example.com/8.html"),
    ("pictures", "★圖片來源：田埂網"),
    (
        "rights of the site",
        "本网站刊载的所有内容，包括文字、图片、程序和版面设计，均受著作权法保护。未经本网站书面许可，不得使用。",
    ),
    ("a page number alone", "- 1 -"),
    ("numbers of two kinds", "1\n-4-\n【返回】"),
    ("back", "【返回】"),
    ("votes", "顶一下　(1)　100%\n踩一下　(0)　0%"),
    ("a rule with words", "------分隔线----------------"),
    ("press office", "完／2023年5月17日（星期三）\n發稿時間：15時05分"),
    ("credits behind bars", "点击蓝字，关注我们\n图文｜王小满\n审核｜田大海\n阅读原文"),
    ("a pointer to a special", "☞ 点击进入专题：防汛进行时\n微信扫码分享"),
    ("read by others", "看过防汛讲话的人还看了：\n1.护林员发言稿\n2.春灌主持词"),
    ("house and exchange", "相關圖片\n回上一頁　友善列印\n本府地址：石橋市中正路1號　總機：06-5550000"),
    (
        "a phrase between dashes explains what follows",
        "—— 以下内容仅对VIP用户开放 ——\n立即升级会员，畅读全站材料\n同类文稿\n护林动员会讲话稿\n皖ICP备2021000000号",
    ),
    ("the site and its columns", "本文《防汛讲话》来自田埂作文网，更多内容请进入讲话稿栏目查看。"),
    ("press archive", "完\n新聞資料庫　　昨日新聞　　返回頁首"),
    ("a school's links", "::: 回上層 友善列印 :::\n本站內容版權屬青林國小所有　電話：05-5550000"),
    ("neighbours", "上篇文章：春灌总结\n下篇文章：护林方案"),
    ("pay to read", "支付 9.90 元 查看全文"),
    ("a menu below the seller", "试读已结束,购买后可阅读全文\n下载须知 | 常见问题"),
]


@pytest.mark.parametrize(("label", "tail"), TAILS)
def test_the_frame_below_goes(label: str, tail: str) -> None:
    assert cleaned(f"{PLAIN}{tail}\n") == PLAIN, label


STAYS = [
    ("when the meeting was held", f"{TITLE}\n召开时间：2020-05-06 10:00\n同志们：\n{BODY}\n"),
    ("the name of a collection", f"讲话两篇\n篇一：护林讲话\n同志们：\n{BODY}\n篇二：防汛讲话\n同志们：\n{BODY}\n"),
    ("a motto above the occasion", f"抢水保果\n{PLAIN}"),
    ("a title that says it is whole", f"乡长在敬老节上的致辞｜全文\n同志们：\n{BODY}\n"),
    ("a number in brackets", f"{PLAIN}（2）\n"),
    ("thanks of a speaker", f"{PLAIN}以上是我的一点体会，希望对大家有所帮助。\n"),
    ("the photographer's office", f"{PLAIN}宣传科负责供图（由各村供图的照片一并归档），一天不少于三张。\n"),
    ("a keeper of a shop", f"{TITLE}\n掌柜小满于2020-05-06上架\n同志们：\n{BODY}\n"),
    (
        "a label that counts on",
        f"讲话两篇\n篇一：{TITLE}\n{TITLE}\n同志们：\n{BODY}\n篇二：护林讲话\n同志们：\n{BODY}\n",
    ),
]


@pytest.mark.parametrize(("label", "text"), STAYS)
def test_a_line_of_the_document_stays(label: str, text: str) -> None:
    assert speechkit.clean(text).quality.removed_share == 0, label


def test_a_motto_stays_below_a_trail() -> None:
    assert cleaned(f"首页 > 讲话\n抢水保果\n{PLAIN}") == f"抢水保果\n{PLAIN}"


def test_a_column_of_four_characters_goes() -> None:
    assert cleaned(f"首页 > 讲话\n新闻中心\n{PLAIN}") == PLAIN


def test_the_seller_is_cut_from_behind_the_last_word() -> None:
    text = f"{PLAIN}散会! 试读已结束,购买后可阅读全文\n上一篇：护林\n下一篇：春耕\n"
    assert cleaned(text) == f"{PLAIN}散会！\n"


def test_a_picture_credit_goes_as_the_whole_bracket() -> None:
    text = f"{PLAIN}渠水流到了田头（通讯员王小满供图），老人们都来看。\n"
    assert cleaned(text) == f"{PLAIN}渠水流到了田头，老人们都来看。\n"


def test_a_stamp_names_no_publisher() -> None:
    document = speechkit.clean(f"{PLAIN}会后马上动起来。[来源:Zxxk.Com]\n")
    assert document.to_text() == f"{PLAIN}会后马上动起来。\n"
    assert document.metadata.publisher is None


def test_a_headline_behind_a_cut_summary_stays() -> None:
    document = speechkit.clean(f"摘要：今天开会，是因为上周的三场雨……{TITLE}\n同志们：\n{BODY}\n")
    assert document.to_text() == PLAIN
    assert document.metadata.summary == "今天开会，是因为上周的三场雨"


def test_a_summary_amid_the_text_goes_to_the_metadata() -> None:
    first, second = BODY.split("\n")
    document = speechkit.clean(
        f"{TITLE}\n同志们：\n{first}\n摘要：雨水来得早，堤坝上的草没过脚面，要早准备。\n{second}\n"
    )
    assert document.to_text() == PLAIN
    assert document.metadata.summary == "雨水来得早，堤坝上的草没过脚面，要早准备。"


def test_the_title_is_no_stranger_among_counters() -> None:
    text = f"田埂网 讲话发言 祝酒词 婚礼致辞 \n新郎父亲在婚礼上的讲话 \n点击:1893 日期:2013-10-04\n各位来宾：\n{BODY}\n"
    assert cleaned(text) == f"新郎父亲在婚礼上的讲话\n各位来宾：\n{BODY}\n"
    assert "新郎父亲在婚礼上的讲话" in cleaned(
        f"新郎父亲在婚礼上的讲话 点击:1893 日期:2013-10-04\n各位来宾：\n{BODY}\n"
    )


def test_random_runs_go_though_few_lines_end_in_one() -> None:
    jammed = (
        BODY.replace("早，", "早，k8Rw2ZqP").replace("清楚。", "清楚。Xv5TnB9c").replace("换过，", "换过，mQ4yLd7F")
    )
    assert cleaned(f"{TITLE}\n同志们：\n{jammed}Hs3JpW6e\n") == PLAIN
