"""What the elements of a page call themselves: menus, comments, adverts, and the element with the body.

A name is a hint and no proof: who asks weighs it against the prose inside.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Final

from speechkit.patterns import lazy

# What elements hold that are no body, by HTML itself.
ELEMENTS: Final = {
    "nav": "nav", "aside": "aside", "footer": "footer", "header": "header", "noscript": "noscript", "select": "form",
    "option": "form", "button": "form", "textarea": "form", "iframe": "noscript", "object": "noscript",
    "svg": "picture", "search": "form", "menu": "nav", "video": "picture", "audio": "picture", "canvas": "picture",
    "datalist": "form", "dialog": "form", "amp-ad": "advert", "amp-sidebar": "nav",
    "figcaption": "caption",
}  # fmt: skip
# What elements call themselves, by role, id or class; names of Chinese sites are pinyin or its initials.
_NAMES: Final = {
    "footer": "foot|[a-z]*footer|footbar|copyrights?|contentinfo|dibu|banquan",
    "crumb": "bread(?:crumbs?)?|crumbs?|dqwz|weizhi|mbx|curpos|curposition|currpath",
    "comment": "comments?|cmts?|[a-z]+comment|pinglun|reply|replies|discuss[a-z]*|guestbook|liuyan|gentie",
    "links": "relate[ds]?|related[a-z]*|xg(?:wz|xx|fj|yd|xw|zt|nr)|recommend[a-z]*|tuijian|tj|hotnews|hotlist|rank"
    "|ranking|links?|yqlj|friendlinks?|[a-z]*toplist|readmore|xiangguan|mostread|newslist|prevnext|shangxia",
    "sidebar": "sidebar[a-z]*|rightbar|leftbar|rightside|leftside|complementary|sidemenu",
    "nav": "nav|navi|nav[a-z]{2,}|[a-z]+nav|menu|[a-z]+menu|topbar|toptb|daohang",
    "header": "header|masthead|banner|toubu",
    "share": "share|[a-z]{0,2}share[a-z]*|jiathis[a-z]*|social|fenxiang|qrcode|ewm|erweima|[a-z]+qrcode",
    "form": "search|login|denglu|sousuo|popup|dialog|modal|toast",
    "advert": "ads?|ad(?:box|wrap|area|banner|slot|cont?)|ggw?|advert[a-z]*|guanggao|sponsor|appdown|appdownload",
    "caption": "(?:img|image|pic|photo)[-_]?(?:descr?|description|caption|info|note|title|txt)|wp-caption[a-z-]*|tuzhu",
    "player": "[a-z]*player|video-?js|vjs-[a-z-]*|video-?(?:box|wrap|con)|audio-?(?:box|wrap|con)",
    "tools": "feedback|jiucuo|jubao|toolbar|toolbox|tools|buttons?|btns?|dayin|gotop|totop|backtop|skip[a-z]*|sr-only"
    "|pager|pagination|pagenav|fontsize|userinfo|authi|accessibility|wza",
}  # fmt: skip
# Elements that a content system fills with the body and nothing else; the last four say so less surely.
_GENERIC: Final = "content|contents|contenttext|detail"
BODIES: Final = lazy(
    r"(?<![a-z])(?:js_content|trs_editor|[a-z_]*zoom|artibody|article[-_]?(?:body|content|text|con)|vsb_content"
    r"|v_news_content|postmessage[_0-9a-z]*|t_f|con[-_]?text|show[-_]text|articalcontent|endtext"
    r"|news[-_]?(?:text|content|con)|text[-_]?con(?:tent)?|main[-_]?(?:text|content)|pages[-_]content)(?![a-z])",
    re.I,
)
CALLED: Final = lazy(rf"(?<![a-z])(?:{_GENERIC})(?![a-z])", re.I)
_CAMEL: Final = lazy("(?<=[a-z])(?=[A-Z])")


@cache
def _pattern() -> re.Pattern[str]:
    inner = "|".join(f"(?P<{reason}>{names})" for reason, names in _NAMES.items())
    return re.compile(f"(?<![a-z])(?:{inner})(?![a-z])")


@lru_cache(4096)  # the pages of a site call their elements the same
def name_of(names: str) -> str:
    """Return what an element calls itself, if that is no body."""
    if not names or BODIES.search(names):
        return ""
    found = _pattern().search(_CAMEL.sub(" ", names[:400]).lower())
    return str(found.lastgroup) if found else ""
