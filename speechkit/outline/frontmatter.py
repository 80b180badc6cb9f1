"""The lines above and below the speech proper: title, headline, subtitle, salutation, closing formula.

The title is the first line that is a title; short lines and a dash line (——在…上的讲话) below
it are headline and subtitle; a salutation is a line of its own that ends in a colon; all of them stay in the body.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Final

from msgspec import Struct

from speechkit import chars
from speechkit.document import BlockType
from speechkit.outline.rows import Row
from speechkit.patterns import lazy

_TITLE_AMONG: Final = 3
_LONGEST_TITLE: Final = 80
_SHORTEST_TITLE: Final = 6  # below a label alone; names are shorter
_LONGEST_HEADLINE: Final = 40
_HEADLINES: Final = 4
_LONGEST_SALUTATION: Final = 80
_LONGEST_CLOSING: Final = 60

_NO_TITLE: Final = f"{chars.STOP}{chars.COMMA}{chars.SEMICOLON}{chars.COLON},;:、"
_COLONS: Final = f":{chars.COLON}"
_DASH_LINE: Final = lazy(f"[{chars.DASH}\N{HORIZONTAL BAR}\N{BOX DRAWINGS LIGHT HORIZONTAL}]{{1,4}}|-{{2,4}}")
# （2021年11月20日）, 2021年11月20日, 2021-11-20 10:00: no title; 2021年工作总结 and 2021年3月12日在…上的讲话 are.
_DATED: Final = lazy(
    rf"[(\uff08\[\u3010]?[{chars.BLANKS}]*(?:[0-9\uff10-\uff19]{{2,4}}|[二〇○零一三四五六七八九]{{4}})[{chars.BLANKS}]*"
    rf"(?:[./-]|年(?=[{chars.BLANKS}]*(?:[0-9\uff10-\uff19一二三四五六七八九十]{{1,3}}[{chars.BLANKS}]*月|[^{chars.HAN}]{{0,3}}$))).{{0,30}}$"
)
_TITLED: Final = lazy(
    "(?:讲话|講話|发言|發言|致辞|致辭|致詞|报告|報告|汇报|匯報|总结|總結|演讲|演講|讲稿|講稿|计划|計劃|方案|纪要|紀要|规划|規劃|党课|黨課|通报|通報|要点|要點)"
    "[稿文]?(?:[(\uff08].{0,12})?$"
)

# Whom a speech is addressed to, as the end of one part of a salutation.
_PEOPLE: Final = (
    "(?:[们們]|同志|同誌|代表|委员|委員|领导|領導|来宾|來賓|嘉宾|嘉賓|贵宾|貴賓|朋友|友人|女士|先生|老师|老師|教师|教師|同学|同學|校友|家长|家長"
    "|同仁|同事|战友|戰友|官兵|指战员|乡亲|鄉親|父老|街坊|邻里|鄰里|市民|居民|村民|群众|群眾|职工|職工|员工|員工|民警|干警|幹警|警官|战士"
    "|书记|書記|市长|市長|县长|縣長|省长|省長|区长|區長|镇长|乡长|主席|主任|局长|局長|部长|部長|厅长|廳長|处长|處長|院长|院長|校长|校長|会长|會長"
    "|理事|院士|专家|專家|学者|學者|教授|博士|企业家|企業家|医生|護士|护士|志愿者|志願者|义工|記者|记者|媒体|媒體|评委|評委|选手|選手|运动员|裁判"
    "|球友|茶友|网友|網友|听众|聽眾|观众|觀眾|阁下|閣下|大使|总统|總統|总理|總理|首长|首長|单位|單位|长辈|長輩|好友|亲友|親友|亲朋|親朋|宾朋|賓朋|家属|家屬|亲属|親屬|家人|宗亲|宗親|乡贤|鄉賢|同行|同业|同業|读者|讀者|作者|部室|站所|党组织|黨組織|师长|師長"
    "|兄弟|姐妹|姊妹|弟兄|股东|股東|董事|监事|監事|经理|經理|总裁|總裁|客户|客戶|业主|業主|会员|會員|社员|社員|队员|隊員|球员|球員|侨领|僑領|侨胞|僑胞|同胞|贤达|賢達|新人|孩子|师傅|師傅|教练|教練|法官|检察官|律师|律師|议员|議員"
    "|学员|學員|前辈|前輩|先进|先進|伙伴|夥伴|长官|長官|青年|师生|師生|党员|黨員|干部|幹部"
    "|人民政府|办事处|辦事處|委员会|委員會|部门|部門|机构|機構|公司|企业|企業|学校|學校|医院|醫院|工会|工會|支部|党委|黨委|科室|处室|街道|社区|社區|[乡鄉]?[镇鎮][长長]?|善长|善長|工友|同工|首長)"
)
_ADDRESS: Final = lazy(rf"(?:(?:尊敬的|敬爱的|敬愛的|亲爱的|親愛的|各位|全体|全體|在座的)*.{{0,16}}?){_PEOPLE}$")
_PARTS: Final = lazy(rf"[、,!{chars.COMMA}{chars.EXCLAMATION}{chars.BLANKS}]+|(?<=[们們])(?=.)")
_CLAUSE: Final = lazy("[是有了着在把被将要就说讲認认]|我|你|他")
# Whom nobody has listed: 各位街坊邻居, 各村（社区）; what a sentence has in it is none.
_SAYING: Final = lazy(
    "[应應须須必做能请請如下问問指示看听聽想知请谈談提向给給为為对對从從到过過不都也还還可以得]|意见|意見|要求|建议|建議|情况|情況|问题|問題|分工|观点|觀點"
)
_ANYONE: Final = lazy(f"(?:尊敬的|敬爱的|敬愛的|亲爱的|親愛的|各位|全体|全體)+[{chars.HAN}]{{1,8}}$")
_ANY_BODY: Final = lazy(
    f"[{chars.HAN}]{{0,6}}各[{chars.HAN}]{{0,6}}(?:[村部室处處科局委办辦厂廠矿礦司站所院校系班组組队隊区區县縣市镇鎮乡鄉社会會行店团團州厅廳馆館园園级級]|中心|车间|車間|网点|網點)$"
)
_BRACKETED: Final = lazy("[(\uff08][^()\uff08\uff09]{0,20}[)\uff09]")
_HELLO: Final = lazy(
    "(?:大家|你们|你們|您们|各位)?(?:早上|上午|中午|下午|晚上|新年|节日|節日)?(?:好|早安|午安|晚安|早)$"
)
_GREETING: Final = lazy("尊敬的|敬爱的|敬愛的|亲爱的|親愛的|各位|各(?![项項种種类類自有个個])")

# How speeches end (the speaker's own formulas; long paragraphs that end in thanks are paragraphs).
_END: Final = f"[。!.{chars.EXCLAMATION}{chars.ELLIPSIS}~]*$"
_PAUSE: Final = f"[,{chars.COMMA}。!、{chars.EXCLAMATION}{chars.BLANKS}]*"
_THANKS: Final = (
    "(?:再次|再一次|衷心|谨此|謹此|在此)?(?:(?:表示)?(?:衷心的?)?(?:谢谢|謝謝|感谢|感謝|多谢|多謝)"
    "(?:大家|各位(?:领导|領導|代表|委员|委員|老师|老師|同志|来宾|來賓|嘉宾|朋友)?|同志们|同志們|你们|你們|您)?(?:的?(?:聆听|倾听|聆聽|傾聽|收听|支持))?)"
)
_DONE: Final = (
    "(?:今天的(?:党课|黨課|课|課|讲座|講座|报告|報告|汇报|匯報|会议|會議|讲话|講話))?(?:会议?|會議?)?(?:今天)?(?:我的?|以上)?(?:话|話)?(?:今天)?(?:就)?(?:先)?(?:想|要)?(?:(?:讲话|講話|讲课|講課|授课|授課|党课|黨課|点评|點評|发言|發言|汇报|匯報|报告|報告|致辞|致詞|致辭|演讲|演講|述职|宣讲|讲|說|说|講|谈|談|汇报|強調|强调|上(?=到)|开(?=到)|開(?=到))"
    "(?:就)?(?:到此|到这里|到這裡|到這裏|到这儿|这些|這些|这么多|這麼多|完了|完毕|完畢|结束|結束|為止|为止)+(?:了)?(?:结束|結束|为止|為止)?(?:了)?)"
)
_OFFICIAL: Final = "特此(?:通知|通告|公告|报告|報告|批复|批覆|函复|函覆|函告|函|证明|證明|决定|決定)"
_FORMULA: Final = lazy(
    rf"(?:最后|最後)?{_PAUSE}(?:(?:{_DONE}|{_THANKS}|{_OFFICIAL}|我的?[话話](?:就)?(?:完了|到此|到这里)(?:为止|為止)?|散会|散會|完毕|完畢|报告完毕|報告完畢){_PAUSE})+{_END}"
)
_WISH: Final = lazy(
    rf"(?:最后|最後)?{_PAUSE}(?:让我们|讓我們)?(?:衷心|谨|謹|再次|在此|我)?(?:预|預|敬|恭)?(?:祝愿|祝願|祝福|祝)"
)
_SPOKEN: Final = lazy(rf"[!{chars.EXCLAMATION}]$")
# 谢谢大家，祝各位身体健康。 and 祝大家节日快乐！谢谢大家！: thanks and a wish are one formula.
_THANKED: Final = lazy(rf"{_THANKS}{_PAUSE}")
_SENTENCES: Final = lazy(rf"[。!{chars.EXCLAMATION}]+")
_TOLD: Final = frozenset("是的不、")  # 祝愿是美好的 tells of a wish


class Front(Struct, frozen=True):
    """The types of the rows that are no paragraphs and no headings: index of row -> type."""

    types: dict[int, BlockType]


def front_of(text: str, rows: Sequence[Row], gaps: Collection[int] = (), opening: int = -1) -> Front:
    """Return the title block, the salutations and the closing formulas among the rows; gaps are none of them.

    `opening` is the row with which a lone article of a page begins, where it is one: see openings.
    """
    types: dict[int, BlockType] = dict.fromkeys(gaps, "gap")
    first = next((i for i, row in enumerate(rows) if row.heading and i > opening), len(rows))
    if opening < 0:
        after = _title_block(text, rows, 0, first, types)
    else:
        _title_block(text, rows, 0, opening, types)
        types[opening] = "title"
        after = opening + 1
        if rows[opening].stop > rows[opening].body:
            after = _below_title(text, rows, opening, first, types) or after
        elif after < first and not _is_remark(text, rows[after]):  # a label alone: the title stands below it
            after = _title_block(text, rows, after, first, types)
    _salutations(text, rows, after, types)
    _closings(text, rows, types)
    return Front(types)


# ---- title, headline, subtitle


def _title_block(text: str, rows: Sequence[Row], low: int, first: int, types: dict[int, BlockType]) -> int:
    """Type the title, the headline and the subtitle from a row on; return the index of the row after them."""
    among = range(low, min(first, low + _TITLE_AMONG))
    title = next((i for i in among if i not in types and _is_title(text, rows[i])), -1)
    if title < 0:
        return low
    types[title] = "title"
    return _below_title(text, rows, title, first, types) or title + 1


def _is_remark(text: str, row: Row) -> bool:
    """Tell whether a row below a label is the speaker's name or tells of the occasion (【致辞人】…), and no title."""
    return row.end - row.start < _SHORTEST_TITLE or text[row.start] in "【["


def _below_title(text: str, rows: Sequence[Row], title: int, first: int, types: dict[int, BlockType]) -> int:
    """Type the headline and the subtitle below a title; return the index of the row after them, 0 for none."""
    for index in range(title + 1, min(first, title + 2 + _HEADLINES)):
        row = rows[index]
        if index in types:
            break
        if _is_subtitle(text, row):
            types[index] = "subtitle"
            types.update(dict.fromkeys(range(title + 1, index), "headline"))
            return index + 1
        if not _is_headline(text, row):
            break
    return 0


def _is_title(text: str, row: Row) -> bool:
    size = row.end - row.start
    if not 1 < size <= _LONGEST_TITLE or row.marker is not None or text[row.end - 1] in _NO_TITLE:
        return False
    line = text[row.start : row.end]
    return not (_is_dated(line) or _DASH_LINE.match(line) or chars.STOP in line or is_closing(line))


def _is_headline(text: str, row: Row) -> bool:
    size = row.end - row.start
    return (
        size <= _LONGEST_HEADLINE
        and row.marker is None
        and text[row.end - 1] not in _NO_TITLE
        and not _dated(text, row)
    )


def _is_subtitle(text: str, row: Row) -> bool:
    return (
        row.end - row.start <= _LONGEST_TITLE
        and _DASH_LINE.match(text, row.start) is not None
        and text[row.end - 1] not in _NO_TITLE
    )


def _dated(text: str, row: Row) -> bool:
    return _is_dated(text[row.start : row.end])


def _is_dated(line: str) -> bool:
    return _DATED.match(line) is not None and not _TITLED.search(line)


# ---- salutation


def _salutations(text: str, rows: Sequence[Row], after: int, types: dict[int, BlockType]) -> None:
    """Type the salutations: the first one, and one that opens a further speech on the same page."""
    opening = True
    for index in range(after, len(rows)):
        row = rows[index]
        size = row.end - row.start
        if row.heading or size > _LONGEST_TITLE:
            opening = row.opens  # below 篇二：… another speech begins
        elif text[row.end - 1] in _COLONS and row.marker is None:
            if (opening or index - 1 not in types) and is_salutation(text[row.start : row.end], strict=not opening):
                types[index] = "salutation"
            opening = False


def is_salutation(line: str, *, strict: bool = False) -> bool:
    """Tell whether a line addresses an audience: 同志们：, 尊敬的各位领导、各位来宾：.

    `strict`: nothing but known addressees.

    >>> is_salutation("各位领导、同志们：")
    True
    >>> is_salutation("各位代表反映了三个问题：")
    False
    """
    if not 2 <= len(line) <= _LONGEST_SALUTATION or line[-1] not in _COLONS:
        return False
    body = line[:-1]
    parts = [part for part in _PARTS.split(_BRACKETED.sub("", body)) if part and not _HELLO.match(part)]
    known = [_ADDRESS.match(part) is not None and not _CLAUSE.search(part) for part in parts]
    if strict or not _GREETING.match(body):
        return bool(known) and all(known)
    return bool(known) and (known[-1] or all(ok or _is_called(part) for ok, part in zip(known, parts, strict=True)))


def _is_called(part: str) -> bool:
    """Tell whether a part of a salutation has the shape of one, whoever is addressed: 各位街坊邻居, 镇属各站所."""
    if _CLAUSE.search(part) or _SAYING.search(part):
        return False
    return _ANYONE.match(part) is not None or _ANY_BODY.match(part) is not None


# ---- closing formula


def _closings(text: str, rows: Sequence[Row], types: dict[int, BlockType]) -> None:
    """Type the closing formulas: the last rows, and a plain formula that ends an earlier speech on the same page."""
    for index, row in enumerate(rows):
        size = row.end - row.start
        if size > _LONGEST_CLOSING or row.heading or row.marker is not None or index in types:
            continue
        line = text[row.start : row.end]
        if is_closing(line) and index > 0:
            types[index] = "closing"
    last = len(rows) - 1
    while last > 0 and _dated(text, rows[last]) and rows[last].end - rows[last].start <= _LONGEST_HEADLINE:
        last -= 1
    if last > 0 and last not in types and _is_wish(text, rows[last]):
        types[last] = "closing"


def _is_wish(text: str, row: Row) -> bool:
    """Tell whether the last row of a speech is a wish (最后，祝大会圆满成功！)."""
    if row.end - row.start > _LONGEST_CLOSING or row.marker is not None:
        return False
    line = text[row.start : row.end]
    if _WISH.match(line) is not None and _SPOKEN.search(line) is not None:
        return True
    thanked = [found.end() if (found := _THANKED.match(part)) else 0 for part in _parts(line)]
    return any(thanked) and all(
        at == len(part) or ((wish := _WISH.match(part, at)) and part[wish.end() :][:1] not in _TOLD)
        for at, part in zip(thanked, _parts(line), strict=True)
    )


def _parts(line: str) -> list[str]:
    return [part for part in _SENTENCES.split(line) if part]


def is_closing(line: str) -> bool:
    """Tell whether a line is a formula that ends a speech (我就讲这些，谢谢大家！).

    >>> is_closing("我就讲这些，谢谢大家！"), is_closing("谢谢大家对我工作的支持，我会继续努力。")
    (True, False)
    """
    return len(line) <= _LONGEST_CLOSING and _FORMULA.match(line) is not None
