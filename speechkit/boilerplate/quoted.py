"""Lines that quote the page's own title.

看完《在全县防汛会上的讲话》, 还有更多好稿: whoever offers a text calls it by its title. Only titles of spoken texts
count: a law and a notice quote themselves. A speaker names his title too (今天宣讲的题目是《…》), and so does an office
that sends the speech round: a line goes only if it also says what no one but a site says.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Final

from speechkit.passes import Line
from speechkit.patterns import lazy

# The site's own words round a title are no part of it: 【实用】…讲话3000字.
_SPOKEN: Final = lazy(
    r"(?:【[^】]{2,6}】)?(?P<title>[^:。;!?《》【】]{8,60}?(?:讲话|发言|致辞|致词|演讲|党课|主持词)稿?)"
    r"(?:\d{3,5}字|\([^()]{1,12}\))?"
)
_HEAD: Final = 6  # lines in which the title is looked for
_EDGE: Final = 6  # lines that are left, from either end of the page
_LONGEST: Final = 160  # code points of such a line
_SENT: Final = lazy(
    "印发|现将|现予|转发给|通知|请认真|贯彻|传达|同志|我们|收录|获奖|刊登|出版|题目|大家好|各支部|各单位|我[演宣讲今]"
)
_OFFERED: Final = lazy(
    "(?:你|您).{0,12}(?:思路|灵感|启发|帮助|收获|喜欢|满意|参考|借鉴)|(?:思路|灵感|启发|帮助|喜欢|满意|参考|借鉴).{0,6}(?:你|您)"
    "|小编|本站|本网|范文|好[稿文]|例文|下载|文库|发愁|犯愁|备好|收藏|点赞|阅读全文|更多|相关(?:文章|阅读|内容|推荐)"
    "|(?:为|帮|替)(?:你|您|大家)(?:分享|整理|带来|准备|推荐|提供|写)|(?:分享|整理|推荐|提供|带来)的《"
    "|》(?:一文|全文|的?全部内容)|欢迎(?:阅读|参考|收藏|借鉴|浏览)"
)
_SAID: Final = lazy(r"[。!?].{0,80}[。!?].{0,80}[。!?].")  # four sentences are no remark


def quoting(lines: list[Line], gone: Collection[int], folded: Callable[[int], str]) -> list[int]:
    """Return the numbers of the lines near the ends of a page that quote its title in book-title marks."""
    left = [at for at in range(len(lines)) if at not in gone]
    heads = (at for at in left[:_HEAD] if len(lines[at].body) <= _LONGEST)
    title, named = next(((at, found) for at in heads if (found := _SPOKEN.fullmatch(folded(at)))), (-1, None))
    if named is None:
        return []
    quoted = f"《{named['title']}》"
    edges = {*left[: _EDGE + 1], *left[-_EDGE:]} - {title}
    near = (at for at in sorted(edges) if len(lines[at].body) <= _LONGEST and "《" in lines[at].body)
    return [
        at
        for at in near
        if quoted in folded(at)
        and _OFFERED.search(folded(at))
        and not _SENT.search(folded(at))
        and not _SAID.search(folded(at))
    ]
