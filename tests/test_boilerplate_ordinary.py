"""Ordinary Chinese pages that are no speeches: what people wrote there is theirs, and next to nothing may be taken out.

All pages are made up. A rule for sites' furniture that eats a forum post, a product's description or a novel's
dialogue would spoil every corpus that is not of speeches.
"""

from __future__ import annotations

import pytest

import speechkit

PAGES = {
    "forum": """求助：老小区的暖气片一半热一半不热
楼主 发表于 三天前
家里是六层板楼的五楼，去年换的暖气片。今年试水以后，上半截烫手，下半截冰凉。
物业来放过两次气，说是主管道压力不够。邻居家都没有这个情况。
有没有懂行的朋友说说，是不是装反了？
一楼：先看进回水阀门是不是全开，我家就是回水阀只开了一半。
二楼：同意楼上。再摸一摸回水管，如果回水管也是凉的，多半是堵了。
三楼：拆下来冲洗一遍，三十块钱的事，别听他们讲压力。
楼主：问题解决了，果然是回水口堵了一块生料带。谢谢各位！
四楼：收藏了，以后用得上。
""",
    "shop": """手工陶土茶杯 单只装
容量：约180毫升
口径：8厘米，高7.5厘米
材质：本地陶土，表面施灰釉，釉色每只略有不同，介意的朋友请不要购买。
用法：第一次使用前，用温水加少许面粉煮十分钟，可以去掉土味。
不要放进微波炉，也不要用钢丝球擦洗。
发货说明：下单以后两天内从作坊寄出，偏远地区需要多等三到五天。
杯子寄到时如有破损，请拍照告诉我们，我们补寄一只，不用退回。
买家问：可以用来喝咖啡吗？
店主答：可以，不过灰釉容易挂色，用完要及时洗。
""",
    "novel": """第十二章 渡口
天还没有亮，渡口已经站了七八个人。摆渡的老周把缆绳解开，又系上，说雾太大，再等一等。
“等到什么时候？”挑担子的人问。
“等到看得见对岸那棵树。”
没有人再说话。水声一下一下拍着石阶，像有人在门外轻轻地敲。
秀兰把包袱抱得更紧了。包袱里是两件换洗的衣裳、一双没有做完的鞋，还有一封她不认得字的信。
“姑娘，过河找谁？”老周忽然问她。
“找我哥。”她说，“信上说，他在对岸教书。”
老周看了她一眼，慢慢地说：“对岸没有学堂，只有一座窑。”
雾在这个时候散开了，对岸的树露出半截黑黑的影子。
（未完待续）
""",
    "encyclopaedia": """糙叶树
糙叶树是落叶乔木，高可达二十五米，树皮褐色，有灰色斑纹。
形态：叶纸质，卵形，边缘有锯齿，表面有平伏的短毛，摸上去很粗糙，名字就是这样来的。
分布：多生于山坡、沟谷和溪流两岸，海拔一般在一千米以下。
用途：叶子晒干以后可以用来擦亮骨器和锡器；木材坚实，可以做车轴和农具。
名称：各地叫法不一，有的地方叫沙朴，有的地方叫牛筋树。
参见：朴树、青檀
""",
    "code": """怎样用一行命令统计文本里的行数
最简单的办法是 wc：
wc -l speech.txt
如果要统计一个文件夹里所有文本的行数，可以这样写：
find . -name '*.txt' -print0 | xargs -0 wc -l
注意：-print0 和 -0 要成对使用，否则文件名里的空格会出问题。
下面的写法用 Python 完成同样的事：
total = sum(1 for line in open("speech.txt", encoding="utf-8"))
print(total)
如果提示编码错误，请检查文件是不是 GB18030。
""",
    "recipe": """葱油拌面
用料：细面二两，小葱一把，生抽两勺，老抽半勺，白糖一勺，油适量。
做法：
1. 小葱洗净，沥干水分，切成寸段，葱白和葱绿分开放。
2. 锅里多放一些油，小火，先下葱白，等到微微发黄再下葱绿。
3. 葱变成焦黄色以后关火，倒入生抽、老抽和白糖，搅匀。
4. 面条煮到没有硬心，捞出来，浇上两勺葱油，拌匀。
小贴士：火一定要小，葱糊了就苦了。
""",
    "letter": """给十年后的自己
你好，不知道你现在住在哪里，是不是还喜欢在下雨天走路。
我写这封信的时候，窗外正在修路，尘土很大，可是工人们干得很起劲。
我答应过奶奶，每年秋天回去帮她收柿子，希望你没有忘记。
如果你看到这里觉得好笑，那就笑一笑吧，反正没有别人会看见。
此致
敬礼
""",
}


def tight(text: str) -> str:
    """Return a text without blanks and full stops: a heading drops its own."""
    return "".join(text.replace("。", "").split())


@pytest.mark.parametrize("kind", PAGES)
def test_what_people_wrote_stays(kind: str) -> None:
    page = PAGES[kind]
    document = speechkit.clean(page, name=f"{kind}.txt")
    kept = tight(document.to_text())
    lost = [line for line in page.splitlines() if tight(line) not in kept]
    # A page may lose the line that says who posted when: nothing else.
    assert [line for line in lost if not line.startswith("楼主 发表于")] == []


@pytest.mark.parametrize("kind", PAGES)
def test_nothing_is_alarming_about_them(kind: str) -> None:
    codes = {warning.code for warning in speechkit.clean(PAGES[kind]).warnings}
    assert not codes & {"paywall_gap", "scrambled_text", "garbled_repaired", "garbled_unrepaired", "masked_text"}
