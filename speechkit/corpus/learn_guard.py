"""What no learner may take, however often it recurs: the stock lines of speeches.

Salutations, closing formulas and wishes, headings, titles, dates in brackets, document numbers, who signs. They recur
on every page of every site because speeches are made so.
"""

from __future__ import annotations

from functools import cache
from typing import Final

from speechkit import chars
from speechkit.outline.frontmatter import is_closing, is_salutation
from speechkit.patterns import lazy
from speechkit.rules.fold import fold
from speechkit.rules.lexicon import data_text

_HEADING: Final = lazy(
    r"[(]?(?:[一二三四五六七八九十百]{1,3}|\d{1,2})(?:[)、]|\.(?!\d))|第[一二三四五六七八九十百零\d]{1,4}[章节条编款项部]"
    r"|[一二三四五六七八九十]{1,2}[是要](?=[\u4e00-\u9fff])|[\u2460-\u2473\u3220-\u3229]"
)
_DATED: Final = lazy(
    r"[(\[【〔]? ?(?:(?:19|20)\d\d|[一二][〇零○九0一二三四五六七八]{3}) ?[年./-] ?"
    r"[\d一二三四五六七八九十]{1,3} ?[月./-]? ?"
    r"(?:[\d一二三四五六七八九十]{1,3} ?日?)? ?[)\]】〕]?"
)
_WRITTEN: Final = lazy("(?:(?:19|20)\\d\\d|[一二][〇零○九0一二三四五六七八]{3})年.{0,10}[于於]")  # 二〇二四年春于石桥
_NUMBERED: Final = lazy(r"[\u4e00-\u9fff]{1,12}[〔\[(【](?:19|20)\d\d[〕\])】] ?第?\d{1,5} ?号")
_OFFICE: Final = lazy(
    r"(?:中共|中国)?[\u4e00-\u9fff ]{2,30}(?:委员会|人民政府|政府|党委|办公室|办公厅|局|厅|部|院"
    r"|学校|大学|中学|小学|支部|工会|总工会|集团|公司|党组|政协|人大|联合会|协会|领导小组|指挥部"
    r"|团委|工委|纪委|妇联|党校|总支|学生会|少工委|村委会|居委会|社区|中心|法院|银行|医院|总队|支队|大队|商会|学会|管理处)"
    r"(?: [\u4e00-\u9fff]{2,4})?(?: ?\(?.{0,4}章\)?)?"
)
# Names that sites give themselves, though they end like those of offices.
_LIBRARY: Final = lazy(
    "(?:书局|书院|编辑部|杂志社|(?:文稿|写作|资料|素材|范文|图书|阅读|文档|文章|投稿|下载)中心|文学院|工作室)$"
)
_ORGAN: Final = lazy(
    "中共|委员会|政府|党委|党组|办公室|办公厅|指挥部|领导小组|支部|文件|人民|法院|检察院|[省市县区乡镇州][\u4e00-\u9fff]{0,8}[局院厅]$"
)
_ENDORSED: Final = lazy(
    r"记录|校对|撰写|打印|拟稿|核稿|签发|制表|填报|复核|审核|承办|领队|指导(?:教师|老师)|参赛|选手|以上.{0,4}根据|附件?\d?:|附:|附(?:件|表|录|注|图|文|[\u4e00-\u9fff]{0,6}(?:全文|名单|表|后)$)|抄送|抄报|主送|印发|主题词|签发人|联系人|\(此件|此件|报告人|述职人|讲话人|演讲人|主讲人|发言人|执笔"
    r"|(?:会议|讲话|演讲|活动|开会)?地点:|(?:会议|讲话|演讲|活动|开会)时间:|(?:主持人?|出席|列席|参加人员|记录人?|参赛选手|指导老师):"
    r"|时间:[^:]{4,16}[上下]午"
)
_SPEAKER: Final = lazy(
    r"(?:[\u4e00-\u9fff、]{1,24}(?:书记|市长|县长|区长|省长|镇长|乡长|部长|局长|厅长|处长|科长|院长|校长|园长|会长|所长|站长|队长|厂长|董事长|总经理|经理|主席|主任|委员|代表|主任|教授|老师|委员长|总理|秘书长|巡视员))"
    r"(?: ?[\u4e00-\u9fff\u00b7]{2,5})?"
)
# The 120 commonest surnames: 85 % of all people.
_SURNAMES: Final = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙"
    "万段雷钱汤尹黎易常武乔贺赖龚文庞樊兰殷施陶洪翟安颜倪严牛温芦季俞章鲁葛伍韦申尤毕聂丛焦向柳邢路岳齐梅莫庄辛管祝左涂谷祁时舒耿牟卜詹关苗凌费纪靳盛童欧甄项曲成游阳裴席卫查屈鲍位覃霍翁隋植甘景薄单包司柏宁柯阮桂闵解强丘华车冉房边净阴"
)
_PERSON: Final = lazy(f"[{_SURNAMES}] ?[\u4e00-\u9fff] ?[\u4e00-\u9fff]?")
_SAID: Final = lazy(
    r"同志|各位|诸位|我们|咱们|大家|谢谢|感谢|祝|让我们|我就|我的(?:讲话|发言|汇报|报告|演讲|话)|讲话(?:完|到|结束)|完毕|散会|再见|敬礼|致敬|万岁"
    r"|再接再厉|奋斗|加油|努力|同学|朋友|乡亲|父老|来宾|恳请|(?:今天|今晚|本[期次场讲]|这一?[期次场讲]).{0,10}到这里|汇报(?:完|到)|报告(?:完|到)|就说|就讲|说到这|讲到这|到此(?:结束|为止|完|[,。!]|$)|宣布|指正|批评|不当之处|不妥|审议|批示|讲话|此致|特此|起立|奏|鸣"
    r"|掌声|鼓掌|阖家|安康|圆满|成功|新年|我代表|我宣|收获|(?<![不自情志意心])愿(?![意望景者])"
)
_GENRE: Final = lazy(
    r"(?:讲话|发言|致辞|致词|致贺|演讲|演说|开幕[词辞]|闭幕[词辞]|贺[词辞信]|祝酒[词辞]|献[词辞]|寄语|感言|报告|讲稿|讲话稿|发言稿|演讲稿|通知|通报|意见|谈话|主持[词辞]|汇报|方案|总结|决定|公告|倡议书?|提纲|讲义|党课|材料|办法|细则"
    r"|条例|规定|计划|要点|公报|声明|答辞|誓词|辞|稿|证婚[词辞]|纪要|记录|简报|议程|程序|日程|流程|须知|问答|决议|批复|请示|章程|判决书|裁定书|政府令|主席令"
    r"|倡议|周报|月报|年报|公开信|一封信)(?:\([^()]{1,20}\)|[一二三四五六七八九十\d]{0,3}篇?)?"
)
_ROLE: Final = lazy("[\\u4e00-\\u9fff]{0,6}[员长记师任手席人事]")
_TURN: Final = lazy(
    r"(?:(?P<who>[问答甲乙丙丁合男女众]|主持人?|记者|提问|回答|旁白|嘉宾|听众|观众|网友|学生|老师|同学|代表|司仪|审判长|公诉人|原告|被告)\d?|[\u4e00-\u9fff]{2,3}):"
)
_BY_TITLE: Final = lazy(r"[\u2014-]{1,4} ?\S|\([^()]{1,24}\)$|^[《<].{2,60}[》>]$")
# Who decides, and what becomes of it: titles and frames of documents are full of these, in whatever order.
_OFFICIAL: Final = lazy(
    r"国务院|中华人民共和国|人民代表|常务委员会|代表大会|人民政府|人民法院|人民检察院|中共中央|中央委员会|自治区|直辖市|公布|施行|批准|主席令|修正|修订|通过"
    r"|各[省市县区乡镇州盟旗]|各部委|各部门|各单位|各直属|有关部门|关于"
)
_ADDRESSED: Final = lazy("同志们|各位|诸位|谢谢|感谢|来宾|恳请|敬礼|同学们|朋友们|乡亲|大家")
_VISITED: Final = lazy("本站|本网|本文|网站|网址|官网|公众号|小编|(?:感谢|谢谢)(?:您|你|各位网友|网友)")
_STIRRING: Final = lazy(
    "明天|未来|美好|辉煌|篇章|局面|台阶|再创|贡献|携手|胜利|复兴|幸福|必将|一定[能会要]|要把|全力|坚决|不断|推动|实现|落实"
    "|责任|工作|任务|目标|发展|建设"
)
_STAGE: Final = lazy(
    "掌声|鼓掌|欢呼|笑声|大笑|插话|起立|奏|试行|暂行|讨论稿|征求意见|审议稿|草案|录音|整理|节选|摘要|略|以下简称|简称|附后|见附|以上|下同|不含|含"
)
_BRACKETED: Final = lazy(r"[(\[【〔].{2,40}[)\]】〕]")
_RECORDED: Final = lazy(
    "录音整理|速记|记录整理|本人审[阅定核]|掌声|鼓掌|公开发布|主动公开|依申请公开|此件|试行|草案|讨论稿|征求意见"
)
_MEETING: Final = lazy("会议|要求|讲话|发言|提问|回答|答问|掌声|鼓掌")
_VERSE: Final = lazy(r"([\u4e00-\u9fff]{5}|[\u4e00-\u9fff]{7}),(?:[\u4e00-\u9fff]{5}|[\u4e00-\u9fff]{7})[。!]")
_SENTENCE: Final = lazy(r"[。!?]|\u2026$")
SITE_WORDS: Final = lazy(
    r"本站|本网|本文|本页|网站|网址|网页|官网|转载|转发|收藏|阅读|作者|版权|来源|小编|下载|公众号|微信|微博|扫码|扫一扫|二维码|关注|点击|点赞|登录|注册|声明|投稿|读者"
    r"|编辑|论坛|栏目|页面|客户端|文库|范文|链接|会员|广告|推广|域名|书友|书城|App|APP|app|www|http|QQ|VIP|vip|\.com|\.cn|\.net"
)
_LONGEST: Final = 90  # code points; a longer line is a paragraph, and judged as one
_TITLE: Final = 4  # code points
_PLEA: Final = 30  # code points
_CORRECTED: Final = lazy("批评指正|提出宝贵意见|不妥之处|不当之处|如有不[妥当]")
_DASHES: Final = "-\u2014"  # at both ends of a line: a page mark
_COLONS: Final = f":{chars.COLON}"


def is_heading(text: str) -> bool:
    """Say whether a line begins with the marker of a heading."""
    return _HEADING.match(text) is not None


def is_greeting(text: str) -> bool:
    """Say whether a line with half-width marks addresses an audience."""
    return text[-1:] in _COLONS and is_salutation(text)


def closes(text: str) -> bool:
    """Say whether a line is the formula that ends a speech: thanks, or a plea to be corrected."""
    return is_closing(text) or (len(text) <= _PLEA and _CORRECTED.search(fold(text)) is not None)


def told(text: str) -> bool:
    """Say whether a line is more than a title: it greets, dates, numbers, or ends a sentence."""
    return is_heading(text) or text[-1:] in _COLONS or text[-1:] == "。" or _DATED.fullmatch(text) is not None


def is_title(text: str) -> bool:
    """Say whether a line, folded, is the title of a speech or a document by its last word."""
    ends = list(_GENRE.finditer(text))
    if not ends or ends[-1].end() < len(text) or len(text) < _TITLE:
        return False
    return not any(mark in text[: ends[-1].start()] for mark in ":|")


def spoken(text: str, side: str = "body") -> bool:
    """Say whether a line with half-width marks belongs to speeches, wherever it recurs.

    `side` is where it stands: first (above the title), head, body or tail.
    """
    if text.startswith("〔") and "〕" in text:
        return True  # the notice of a gap, see boilerplate.gaps
    plain = fold(text)
    if len(plain) > _LONGEST:
        return is_heading(plain)
    if (
        is_turn(plain)
        or _is_signature(plain)
        or is_heading(plain)
        or is_greeting(text)
        or is_closing(text)
        or is_title(plain)
        or _is_framed(plain, side)
    ):
        return True
    if side != "tail" and text[-1] in _COLONS and not SITE_WORDS.search(plain):
        return True  # whom a document is addressed to
    if _WRITTEN.match(plain) or _DATED.fullmatch(plain) or _NUMBERED.fullmatch(plain) or _ENDORSED.match(plain):
        return True
    if _OFFICE.fullmatch(plain) and not _LIBRARY.search(plain) and (side != "first" or _ORGAN.search(plain)):
        return True
    if side in ("head", "body") and _BY_TITLE.match(plain) and plain[-1] not in _DASHES:
        return True
    return side != "first" and (_SPEAKER.fullmatch(plain) is not None or is_person(plain))


def is_turn(plain: str) -> bool:
    """Say whether a folded line is what one of several people says: 记者:…, 问:…, 甲:…."""
    found = _TURN.match(plain)
    return found is not None and (found["who"] is not None or is_person(found[0][:-1]))


def _is_signature(plain: str) -> bool:
    """Say whether a folded line is a role and a name: 审判员 周正."""
    role, blank, name = plain.partition(" ")
    return bool(blank) and _ROLE.fullmatch(role) is not None and is_person(name)


def is_addressed(text: str) -> bool:
    """Say whether a text thanks or calls upon an audience, or ends a sentence."""
    return is_sentence(text) or _ADDRESSED.search(fold(text)) is not None


def _is_framed(plain: str, side: str) -> bool:
    """Say whether a folded line is a note in brackets on how a speech was held or written down, or a part of one."""
    return (
        _BRACKETED.fullmatch(plain) is not None
        and (_RECORDED if side == "tail" else _MEETING).search(plain) is not None
    )


def sounds_spoken(text: str) -> bool:
    """Say whether a text has words of speeches or documents (thanks, who decides), and none of a site."""
    plain = fold(text)
    if _ADDRESSED.search(plain) and not _VISITED.search(plain):
        return True  # 感谢大家的关注: a word that sites use as well does not make it theirs
    return (_SAID.search(plain) or _OFFICIAL.search(plain)) is not None and not SITE_WORDS.search(plain)


def sounds_stirring(text: str) -> bool:
    """Say whether a sentence looks ahead, calls upon people, or has a set phrase, as the last one of a speech."""
    plain = fold(text)
    if plain[-1:] in "!" or _STIRRING.search(plain) is not None:
        return True
    return _is_formulated(plain)


def is_verse(text: str) -> bool:
    """Say whether a sentence with half-width marks is a verse of five or seven characters twice."""
    return _VERSE.fullmatch(text) is not None


def is_person(text: str) -> bool:
    """Say whether a folded text reads like the name of a person: two or three characters behind a surname."""
    return _PERSON.fullmatch(text) is not None


def is_sentence(text: str) -> bool:
    """Say whether a line with half-width marks ends a sentence, or holds one."""
    return _SENTENCE.search(text) is not None


def names_site(text: str) -> bool:
    """Say whether a text with half-width marks speaks of pages, readers, copies: what sites say of themselves."""
    return SITE_WORDS.search(fold(text)) is not None


def is_stage(text: str) -> bool:
    """Say whether what stands in brackets belongs to speeches: 热烈鼓掌, 试行."""
    plain = fold(text)
    return _STAGE.search(plain) is not None or _DATED.fullmatch(plain.strip("()[]【】〔〕 ")) is not None


def says(text: str) -> bool:
    """Say whether a phrase holds a set phrase of speeches, or words that address or thank an audience."""
    plain = fold(text)
    return (_SAID.search(plain) or _OFFICIAL.search(plain)) is not None or _is_formulated(plain)


def _is_formulated(plain: str) -> bool:
    known = formulations()
    pairs = {plain[at : at + 2] for at in range(len(plain) - 1)}
    return any(each in plain for pair in pairs & known.keys() for each in known[pair])


@cache
def formulations() -> dict[str, list[str]]:
    """Return the set phrases of speeches and documents, in simplified script, by their first two characters."""
    found: dict[str, list[str]] = {}
    for row in data_text("formulations.tsv").split("\n"):
        if row and row[0] != "#":
            found.setdefault(row[:2], []).append(row.split("\t")[0])
    return found
