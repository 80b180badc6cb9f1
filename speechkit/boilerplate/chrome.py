"""What only the furniture of a site looks like, wherever it stands: no line of a document has the shape.

A weak shape (a menu of words, a Latin word, a colon) is none of these: mottos, names and lists have it too. It needs
neighbours, and those are judged where the page is: boilerplate.above and boilerplate.region. 阅读·分享 is the motto of
a reading circle, 办公革命-公文交换平台 a headline, 材料提取码:… a line of a notice; 登录 | 注册 is none.
"""

from __future__ import annotations

from typing import Final

from speechkit.patterns import lazy

# Words of tools and menus that name no subject; SOFT ones are words of everyone's.
_HARD = (
    r"(?:网站|返?回)?首页|主页|登[录陆入]|注册|站内检索|加入收藏|添加收藏|收藏本[页文站]|设为首页"
    r"|打印(?:本[页文]|文章)?"
    r"|(?:友善)?列印|全屏|繁体(?:版|中文)?|简体(?:版|中文)?|字[号体]|字型大小|字级|手机版|电脑版|打开APP"
    r"|无障碍(?:阅读|浏览)|长者(?:模式|版)|关怀版|适老版|网站(?:导航|导览|地图)|联[系络](?:我们|站长)"
    r"|关于(?:我们|本[校站院馆]|本网)|隐私(?:权?政策|声明)|私隐政策|重要告示|网页指南|版权[声申]明|友情链接|法律声明"
    r"|每日签到|转藏|转寄|寄给(?:朋友|好友)|举报|关闭(?:窗口)?|返回(?:列表|顶部)|回(?:上页|清单|列表|(?:新闻|消息|公告)列表)|QQ(?:空间|好友)"
    r"|(?:新浪|腾讯)?微博|微信(?:好友)?"
    r"|朋友圈|(?:Facebook|Line)分享|加入会员|会员(?:中心|登录)|上一版|下一版|复制链接|等你来答|VIP|分享到"
)
_SOFT = (
    r"搜 ?索|检 ?索|收藏|下载|加大|还原|减小|放大|缩小|默认|特大|English(?: Version)?|ENGLISH|EN|ENG|中文|繁|简"
    r"|客户端|APP|Facebook|Twitter|LINE|Line"
    r"|儿童版|退出|订阅|RSS"
    r"|分享(?:至)?|转载|推荐(?:给好友)?|评论|阅读|喜欢|赞同?|点赞|献花|在看|回复|发表|纠错|顶部|专享|T|A[+-]"
)
_MARKS = r"[^\w\u4e00-\u9fff]"
_ITEM = rf"(?:{_HARD}|{_SOFT}|\d{{1,7}}(?!\d)(?: ?[条次])?)"
_BAR: Final = lazy(rf"(?=.*(?:{_HARD}|赞同 ?\d)){_MARKS}*(?:{_HARD}|{_SOFT})(?:{_MARKS}*{_ITEM}){{1,16}}{_MARKS}*")
_ONE: Final = lazy(
    rf"[\[(【 ]{{0,2}}(?:{_HARD}|搜索|收藏|下载|加大|还原|减小|放大|缩小|客户端|大|中|小|[\]】\[×]|文档介绍"
    rf"|新闻稿|收起|展开|关注[他她]|\+ ?关注"
    r"|附图|附短片|手机阅读|发表|回复|\d{1,3}#)[\])】 ]{0,2}:?"
)
_MENU: Final = lazy(
    r"关于(?:我们|本[校站院馆网])|联[系络]我们|网站(?:地图|导航|导览)|登录|注册|首页|设为首页|加入会员|隐私"
    r"|客户端下载|^手机报$|(?:镇长|县长|市长|书记|局长|领导)信箱$|^写作助手$|^我的$|^订阅$"
)
_PIECES: Final = lazy(r" ?[|┆丨/] ?| {1,3}")
_STEPS: Final = 12
_STEP: Final = lazy(r" ?(?:[>»›→〉/_\u2014-]|->){1,3} ?")
# What the steps of a trail are called; GENRE ones are steps of a programme too.
_COLUMN: Final = lazy(
    r"(?:网站)?首页|主页|Home|HOME|返回|正文(?:阅读)?|(?:文章)?列表|(?:文章)?详情|(?:政务|信息|校务)公开"
    r"|(?:新闻|资讯)中心"
    r"|(?:时政)?要闻|[一-龥]{0,4}(?:园地|天地)|[一-龥]{0,6}范文|党建材料|原创交流|原创平台"
    r"|[一-龥]{0,8}(?:文库|论坛|公文网|范文网|文秘网)"
)
_GENRE: Final = lazy(
    r"[一-龥]{0,6}(?:讲话|发言|致辞|演讲|公文|总结|文秘)(?:材料|稿|文稿|发言|致辞|讲话|稿件|范文)?|祝酒词"
)
_SECTION: Final = lazy(
    r"(?:新闻|资讯)中心|(?:政务|信息|校务)公开|(?:时政)?要闻|(?:通知公告|新闻动态|工作动态|领导讲话|讲话稿)"
)
_HOME: Final = lazy(r"(?:网站)?首页|主页|Home|HOME")
_SITE: Final = lazy(r".{2,12}(?:网|吧|文库|论坛|平台|博客)")
_TRADE = r"(?:文档|范文|文秘|好稿|文库|笔杆子|写作者|材料人)"  # what the sites of model texts deal in
_STARS = r"[★☆✦●◆]{1,9}"
_SOLD: Final = lazy(
    rf"{_STARS}.*{_TRADE}.*{_STARS}"
    rf"|\u2014{{1,4}}[^\u2014]*{_TRADE}[^\u2014]*(?:平台|家园|之家|加油站|驿站|文库)\u2014{{1,4}}"
)
_NAMED: Final = lazy(
    rf"[^\s,。;!?]{{2,14}} ?[-\u2014|_]{{1,2}} ?[^\s,。;!?]{{0,14}}{_TRADE}[^\s,。;!?]{{0,8}}(?:平台|家园|之家"
    rf"|驿站|大全|网)"
    r"|[^\s,。;!?]{2,12}网(?: ?[-\u2014|] ?| {1,3})[^\s,。;!?]{2,24}主办|[^\s,。;!?]{2,10}(?:网|文库) 整理"
    r"|[^\s,。;!?]{0,6}新闻公报"
)
_HEAD: Final = lazy(
    r"第 ?\d{1,3} ?页 ?[,/ ]{0,3}共 ?\d{1,3} ?页|P(?:age|AGE) ?\d{1,4} ?(?:of|OF|/) ?(?:NUMPAGES ?)?\d{1,4}"
    r"|(?:https?://|www\.)\S+|[A-Za-z0-9-]{2,30}(?:\.[A-Za-z0-9-]{2,30}){0,3}\.(?:com|cn|net|org|tw|hk)(?:/\S*)?"
    r"|(?:【[^】]{2,8}】 ?){1,2}【\d{4}[-/.]\d{1,2}[-/.]\d{1,2}】"
    r"|.*(?:ICP|icp)备.{0,20}|[^。,;!?]{0,40}今天是:? ?\d{4} ?[年/-].{3,8}(?: ?星期.)?(?: ?农历.*)?|.*请输入关键字.*"
    r"|:{3,4}(?: ?(?:回首页|跳到).*)?"
    r"|.{2,40}(?:日报|晚报|时报|晨报)(?:电子版|数字报)(?: .{0,30})?|.* 第 ?[A-Z]\d{1,3} ?版:.{0,8}|<< ?上一版.*"
    r"|(?:下载|收藏|浏览|阅读|点击|评论|点赞)(?:次数|量|数) ?: ?(?:\d.{0,10}|仅上传者可见)|需要(?:金币|积分) ?:.*"
    r"|内容提供方 ?:.*|字数 ?: ?约[\d.]+ ?千字|[^>]{0,12}来源 ?: ?[^>]{1,20} > .{1,20}|.{0,16}发布时间 ?: ?\d.*"
    r"|原创 ?: ?\S{1,10} .{0,14}(?:昨天|今天|前天)|.{1,14} Lv\.? ?\d{1,2}|打开APP|VIP专享(?:文档|文章)"
    r"|按此浏览|下载得到文件列表"
    r"|.*点击.{0,4}蓝字.*|亲,.{0,6}喜欢就下载.*|[✦★☆ ]{0,6}更多好稿.*|.{0,12}字[号体]: ?T ?\| ?T.*"
    r"|你好,游客.*|[^。,;:!?]{0,26}登录[ /|]{1,3}注册(?:[ /|].*)?"
)
_BETWEEN: Final = lazy(r"\((?=.*(?:收藏备用|建议收藏|可下载|可编辑|word版|WORD版)).{2,30}\)|字[号体]: ?T ?\| ?T")
_TAIL: Final = lazy(
    r"(?:欢迎光临.{2,50})?Powered by .*|Copyright.*|© ?\d{4}.*|.{0,20}版 ?权 ?所 ?有 ?(?:©|,|:|\().*"
    r"|.{0,40}[A-Z]?ICP备.*"
    r"|(?:本文|文档|文章|网友)?评论 {0,3}(?:\( ?\d{1,6} ?条?\)|\d{1,6} ?条)"
    r"|本文评论 {0,3}查看全部评论 ?\(\d+\)|用户名 ?: ?.{0,8}验证码 ?:.*"
    r"|表情 ?: ?姓名 ?: ?.{0,8}|还可以输入 ?\d+ ?字|同意评论声明 {0,3}发表|本版积分规则|请?遵守用户 ?评论公约"
    r"|本文为精品付费内容"
    r"|.*站长(?:V信|微信|QQ).*|(?:已显示|还剩) ?\d+%,?登录后.*|登录后,您可以.{0,14}"
    r"|(?:类似|相关|同类)(?:文章|文稿|文档) 更多"
    r"|\d{20,60}|[☞►▸➤»👉] ?点击.{2,24}|(?=.*排版 ?/)(?:[图文]|排版|编辑) ?/.*|点个\"?.?在看.*"
    r"|.{0,18}给我点个在看.{0,2}"
    r"|加入知识星球.{0,20}|点此下载\(提取码.*|写稿难\?.*代写.*|.{0,20}信息有效期 ?:.{0,8}|录入 ?: ?admin"
    r"|本文所属版面.*|主管主办单位:.*广告热线.*"
    r"|.*收藏 在浏览器打开|已同步到看一看|如需转载请在后台回复.{1,12}|如果.{0,6}喜欢,欢迎分享到朋友圈"
    r"|有用 ?\(\d+\) {0,3}没用 ?\(\d+\)"
    r"|以上是.{2,20}(?:网|小编|站)为您(?:提供|整理|搜集|收集)的.*|(?:收藏|顶|踩|赞)(?:次数|数) ?: ?\d+ .{0,6}"
    r"|阅读 ?\(\d*\)"
    r"|立即升级会员.*"
)
# Of the site only below another line of its own: a paper may have such a heading.
_LABEL: Final = lazy(
    r"(?:类似|相关|同类|最新|推荐|更多|热门)(?:文章|文稿|文档|范文|内容)|往期(?:精选|推荐|回顾)|最新热门"
    r"|阅读下一篇 ?:|文章被以下专栏收录"
    r"|历史上的今天|关于本文|本文标题 ?:.*|已有 ?\d+ ?人购买|下载地址"
)


def is_bar(text: str) -> bool:
    """Say whether a folded line holds two or more words of tools and menus, and nothing else but marks and figures."""
    return _BAR.fullmatch(text) is not None


def is_tool(text: str) -> bool:
    """Say whether a folded line is one word of a tool: proof only beside others."""
    return _ONE.fullmatch(text) is not None


def is_column(text: str) -> bool:
    """Say whether a folded line is what sites call a column, and nobody a text: proof only beside a trail."""
    return _SECTION.fullmatch(text) is not None


def is_label(text: str) -> bool:
    """Say whether a folded line is what a site prints above a list of its own: proof only below another such line."""
    return _LABEL.fullmatch(text) is not None


def is_trail(text: str) -> bool:
    """Say whether a folded line is a trail, or the title of a page with its columns.

    Its first step is the home page, or two of its steps name columns, one of them one that is no step of a programme.
    """
    steps = [step for step in _STEP.split(text.strip(" <>")) if step]
    if not 1 < len(steps) <= _STEPS:
        return False
    if _HOME.fullmatch(steps[0]):
        return True
    columns = sum(_COLUMN.fullmatch(step) is not None for step in steps)
    genres = sum(_GENRE.fullmatch(step) is not None for step in steps)
    if " > " in text or (len(steps) == 2 and ">" in text and columns):  # two sides of one mark
        return columns + genres > 0
    site = any(_SITE.fullmatch(step) for step in (steps[0], steps[-1] if "_" in text else ""))
    return columns + genres + site > 1 and bool(columns or site or "_" in text)


def is_menu(text: str) -> bool:
    """Say whether a folded line is a menu: three words or more, one of them the home page or a tool, none long."""
    pieces = [piece for piece in _PIECES.split(text) if piece]
    if not _FEWEST <= len(pieces) <= _MOST or any(len(piece) > _WIDEST for piece in pieces):
        return False
    tools = sum(_MENU.search(piece) is not None for piece in pieces)
    genres = sum(_GENRE.fullmatch(piece) is not None for piece in pieces)
    return (tools > 0 and (tools > 1 or "|" in text or "首页" in text)) or (genres > 1 and pieces[0].endswith("网"))


_FEWEST, _MOST, _WIDEST = 3, 16, 8  # pieces of a menu; code points of one


def heads(text: str) -> bool:
    """Say whether a folded line above a title is the site's by its shape alone."""
    return (
        _HEAD.fullmatch(text) is not None
        or is_bar(text)
        or is_trail(text)
        or is_menu(text)
        or _SOLD.fullmatch(text) is not None
        or _NAMED.fullmatch(text) is not None
    )


def between(text: str) -> bool:
    """Say whether a folded line between title and text is a tool of the page by its shape alone."""
    return _BETWEEN.fullmatch(text) is not None or is_bar(text)


def tails(text: str) -> bool:
    """Say whether a folded line below a speech is the site's by its shape alone."""
    return _TAIL.fullmatch(text) is not None or is_bar(text)
