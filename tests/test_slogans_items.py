"""The items of numeral abbreviations: where a text spells them out, and where it only seems to.

Whole documents, so that headings, paragraphs and repairs play their part. The texts are made up.
"""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from speechkit.document import Slogan
from speechkit.numerals import count_of
from speechkit.passes import Options
from speechkit.pipeline import Document, run

HEAD = "在全区干部大会上的讲话\n\n同志们：\n\n今天会议的主要任务是总结工作、部署任务。下面我谈几点看法。\n\n"
TAIL = "\n\n以上几点希望大家认真落实，共同把事业推向前进。谢谢大家！\n"


def read(text: str) -> Document:
    return run((HEAD + text + TAIL).encode(), Options())


def term_of(document: Document, key: str) -> Slogan:
    return next(each for each in document.slogans if each.kind == "numeral_abbreviation" and each.normalized == key)


ITEMS = [
    ("jiushi", "三严三实", "严以修身|严以用权|严以律己|谋事要实|创业要实|做人要实",
     "所谓“三严三实”，就是严以修身、严以用权、严以律己，谋事要实、创业要实、做人要实。对照这个要求，我们还有不小差距。"),
    ("fenbieshi", "四大工程", "强基工程|亮化工程|暖心工程|育才工程",
     "全乡实施“四大工程”，分别是强基工程、亮化工程、暖心工程、育才工程，总投资三千多万元。"),
    ("zhideshi", "六稳", "稳就业|稳金融|稳外贸|稳外资|稳投资|稳预期",
     "“六稳”指的是稳就业、稳金融、稳外贸、稳外资、稳投资、稳预期。落到我们区里，首先是稳就业。"),
    ("shi-plain", "两个维护", "坚决维护习近平总书记党中央的核心、全党的核心地位|坚决维护党中央权威和集中统一领导",
     "“两个维护”是坚决维护习近平总书记党中央的核心、全党的核心地位，坚决维护党中央权威和集中统一领导。这是最高政治原则。"),
    ("colon-long", "三个必须", "必须把安全放在首位|必须把质量贯穿全程|必须把廉洁挺在前面",
     "项目建设要坚持“三个必须”：必须把安全放在首位，必须把质量贯穿全程，必须把廉洁挺在前面。"),
    ("dash", "三大法宝", "统一战线|武装斗争|党的建设",
     "毛泽东同志总结了“三大法宝”——统一战线、武装斗争、党的建设，这是党战胜敌人的根本经验。"),
    ("bracket-ji", "三公", "因公出国（境）经费|公务车购置及运行费|公务招待费",
     "严格控制“三公”经费。“三公”（即因公出国（境）经费、公务车购置及运行费、公务招待费）支出比上年下降百分之八。"),
    ("semicolons", "三个到位", "组织领导到位|责任落实到位|督促检查到位",
     "推进这项工作务必做到“三个到位”：组织领导到位，主要负责人亲自抓；责任落实到位，层层传导压力；督促检查到位，及时通报情况。"),
    ("before-de", "五个好", "领导班子好|党员队伍好|工作机制好|发展业绩好|群众反映好",
     "要按照领导班子好、党员队伍好、工作机制好、发展业绩好、群众反映好的“五个好”要求，抓好基层党组织建设。"),
    ("before-quoted", "三个转变", "由管理向服务转变|由粗放向精细转变|由被动向主动转变",
     "物业公司推动“由管理向服务转变”“由粗放向精细转变”“由被动向主动转变”的“三个转变”，投诉量下降一半。"),
    ("before-quoted-one", "三亮", "亮身份|亮承诺|亮业绩",
     "窗口党员开展“亮身份、亮承诺、亮业绩”的“三亮”活动，群众评价明显提高。"),
    ("before-shared-and", "三个结合", "理论与实践相结合|集中与分散相结合|线上与线下相结合",
     "培训坚持理论与实践相结合、集中与分散相结合、线上与线下相结合的“三个结合”，参训干部普遍反映收获很大。"),
    ("before-unequal", "三真", "对群众要有真感情|对工作要下真功夫|对问题要动真格",
     "对群众要有真感情，对工作要下真功夫，对问题要动真格，以“三真”换民心。"),
    ("before-and-last", "三个满意", "让群众满意|让企业满意|让组织满意",
     "办事处把让群众满意、让企业满意和让组织满意作为工作标准，努力实现“三个满意”。"),
    ("yishi-colon", "两个关系", "处理好发展与安全的关系|处理好当前与长远的关系",
     "要正确处理“两个关系”：一是处理好发展与安全的关系，二是处理好当前与长远的关系。"),
    ("diyi", "三句话", "守得住清贫|耐得住寂寞|经得起诱惑",
     "我送给青年干部“三句话”：第一，守得住清贫；第二，耐得住寂寞；第三，经得起诱惑。"),
    ("shouxian", "三个一", "读一本好书|写一篇心得|办一件实事",
     "每名党员落实“三个一”：首先读一本好书，其次写一篇心得，最后办一件实事。"),
    ("yishi-paragraphs", "四个更加", "更加注重政治引领|更加注重固本强基|更加注重服务群众|更加注重从严管理",
     "下一步党建工作要做到“四个更加”。\n\n一是更加注重政治引领。把学习贯彻新思想作为首要任务，健全第一议题制度，推动学习往深里走。\n\n二是更加注重固本强基。整顿软弱涣散党组织，选好配强带头人，发展壮大村级集体经济。\n\n三是更加注重服务群众。完善接诉即办机制，做到件件有着落、事事有回音，让群众少跑腿。\n\n四是更加注重从严管理。坚持严字当头，用好监督执纪第一种形态，营造风清气正的环境。"),
    ("heading-children", "三项行动", "先锋行动|清风行动|暖心行动",
     "二、扎实开展“三项行动”\n\n（一）先锋行动\n\n组织全体党员亮明身份，设立示范岗二十个，带动广大职工比学赶超。\n\n（二）清风行动\n\n开展廉政谈话，排查风险点，完善内控制度，守住不出问题的底线。\n\n（三）暖心行动\n\n走访困难职工，发放慰问金，帮助解决子女入学等实际困难。"),
    ("runin-paragraphs", "四个抓手", "抓学习强素质|抓制度促规范|抓典型带队伍|抓督导促落实",
     "今年我们坚持“四个抓手”推进机关建设。\n\n抓学习强素质。每周组织一次集中学习，邀请专家授课，提高干部理论水平。\n\n抓制度促规范。修订十二项管理办法，把权力关进制度的笼子里。\n\n抓典型带队伍。评选身边榜样，用身边事教育身边人，形成争先氛围。\n\n抓督导促落实。成立三个督导组，逐月通报，对落后的单位约谈提醒。"),
    ("elsewhere2", "四个不摘", "摘帽不摘责任|摘帽不摘政策|摘帽不摘帮扶|摘帽不摘监管",
     "严格落实“四个不摘”要求，过渡期内保持主要帮扶政策总体稳定。\n\n我们始终绷紧防返贫这根弦，坚持摘帽不摘责任、摘帽不摘政策、摘帽不摘帮扶、摘帽不摘监管，全县没有一户返贫。"),
    ("across-sentence", "三个倾斜", "资金向基层倾斜|力量向一线倾斜|政策向困难群体倾斜",
     "去年我们提出了“三个倾斜”。就是资金向基层倾斜、力量向一线倾斜、政策向困难群体倾斜。一年下来效果不错。"),
    ("quoted-each-after", "三个不让", "不让工作在我手中延误|不让差错在我身边发生|不让形象在我这里受损",
     "机关要求做到“三个不让”，即“不让工作在我手中延误”“不让差错在我身边发生”“不让形象在我这里受损”。"),
    ("yiji-last", "四个服务", "服务中心工作|服务基层群众|服务市场主体|服务党员干部",
     "政务中心要做好“四个服务”，即服务中心工作、服务基层群众、服务市场主体以及服务党员干部。"),
    ("yu-last", "两个大局", "中华民族伟大复兴战略全局|世界百年未有之大变局",
     "要胸怀“两个大局”，即中华民族伟大复兴战略全局和世界百年未有之大变局，找准本职工作的坐标。"),
    ("sansisan", "三联三促", "联系支部促党建|联系企业促发展|联系群众促和谐",
     "县级领导干部开展“三联三促”活动，即联系支部促党建、联系企业促发展、联系群众促和谐。"),
    ("liangxueyizuo", "两学一做", "学党章党规|学系列讲话|做合格党员",
     "“两学一做”学习教育，基础在学，关键在做。要学党章党规、学系列讲话，做合格党员，三者缺一不可。"),
    ("trad-before", "三个有利于", "有利於發展生產力|有利於增強綜合國力|有利於提高人民生活水平",
     "判斷改革得失，要看是否有利於發展生產力、有利於增強綜合國力、有利於提高人民生活水平，這就是“三個有利於”標準。"),
    ("unq-suowei", "两个务必", "务必使同志们继续地保持谦虚谨慎、不骄不躁的作风|务必使同志们继续地保持艰苦奋斗的作风",
     "所谓两个务必，就是务必使同志们继续地保持谦虚谨慎、不骄不躁的作风，务必使同志们继续地保持艰苦奋斗的作风。今天重温，仍然振聋发聩。"),
    ("unq-bracket", "三资", "资金|资产|资源",
     "加强农村三资（资金、资产、资源）管理，清理不规范合同一百一十份。"),
    ("summary-after", "五个强化", "强化政治担当|强化系统思维|强化底线意识|强化能力建设|强化协同配合",
     "做好下一阶段工作，我们要强化政治担当，把准方向；强化系统思维，统筹兼顾；强化底线意识，防范风险；强化能力建设，苦练内功；强化协同配合，形成合力。这“五个强化”，是我们多年实践的总结。"),
    ("para-numbers", "三个环节", "学习动员|查摆问题|整改落实",
     "活动分“三个环节”进行：\n\n1．学习动员。召开动员会，制定方案，组织专题学习不少于五次。\n\n2．查摆问题。广泛听取意见，开好民主生活会，深刻剖析原因。\n\n3．整改落实。建立台账，明确时限，逐一整改到位。"),
    ("head-tail-before", "六个紧盯", "紧盯源头|紧盯过程|紧盯结果|紧盯关键|紧盯难点|紧盯落实",
     "要紧盯源头、紧盯过程、紧盯结果、紧盯关键、紧盯难点、紧盯落实，以“六个紧盯”推动问题清零。"),
    ("repeat-def", "三大攻坚战", "防范化解重大风险|精准脱贫|污染防治",
     "打好防范化解重大风险、精准脱贫、污染防治“三大攻坚战”，是决胜全面小康的关键。"),
    ("inter-a", "三个结合", "实践教学与理论教学相结合|工程训练与课程实验相结合|创新实验与科学研究相结合",
     "具体思路是：坚持“三个结合”，实现“三个转变”，坚持实践教学与理论教学相结合，工程训练与课程实验相结合，创新实验与科学研究相结合；实现由基础验证向综合应用转变，由规定性实验向自主性实验转变，由传统型实验向开放型实验转变。"),
    ("inter-b", "三个转变", "由基础验证向综合应用转变|由规定性实验向自主性实验转变|由传统型实验向开放型实验转变",
     "具体思路是：坚持“三个结合”，实现“三个转变”，坚持实践教学与理论教学相结合，工程训练与课程实验相结合，创新实验与科学研究相结合；实现由基础验证向综合应用转变，由规定性实验向自主性实验转变，由传统型实验向开放型实验转变。"),
    ("quoted-behind", "三能", "平常时间能看得出来|关键时刻能冲得出来|危急时刻能豁得出来",
     "“三能”是当年对公安民警作出的“平常时间能看得出来，关键时刻能冲得出来，危急时刻能豁得出来”的重要指示。多年来，公安机关始终牢记。"),
    ("quoted-shi", "三能", "平常时间能看得出来|关键时刻能冲得出来|危急时刻能豁得出来",
     "“平常时间能看得出来，关键时刻能冲得出来，危急时刻能豁得出来”是“三能”重要指示的高度凝练，要深刻理解。"),
    ("row4", "四比四看", "比素质，看作风是否扎实|比能力，看业务是否过硬|比业绩，看工作是否出色|比奉献，看群众是否满意",
     "在全局党员中深入开展了“四比四看”活动，即“比素质，看作风是否扎实”、“比能力，看业务是否过硬”、“比业绩，看工作是否出色”、“比奉献，看群众是否满意”，通过活动的开展，服务水平明显提高。"),
    ("tail-huodong", "四个一活动", "人人上一堂党课|人人写一篇文章|表彰一批优秀党员|结成一批共建对子",
     "新年伊始，机关党支部拟开展“四个一活动”，让全体党员在活动中提高素质。\n\n一、人人上一堂党课\n\n结合中心组学习，每个月举行一次集中学习会，确定一名党员集中辅导。\n\n二、人人写一篇文章\n\n引导党员善于思考，结合各自工作撰写有情况、有分析的调研文章。\n\n三、表彰一批优秀党员\n\n七一前夕，召开支部大会民主推荐，张榜公示，接受监督。\n\n四、结成一批共建对子\n\n与两个支部结成对子，每季度开展联谊活动，共同提高。"),
    ("sihao", "四好农村路", "建好|管好|护好|运营好",
     "推进“四好农村路”建设，把农村公路建好、管好、护好、运营好，方便群众出行。"),
    ("henghua", "三项清单", "责任清单|任务清单|问题清单",
     "建立“三项清单”。责任清单明确谁来干，任务清单明确干什么，问题清单明确改什么。"),
    ("shuangyong", "双培养", "把党员培养成致富能手|把致富能手培养成党员",
     "实施“双培养”工程，把党员培养成致富能手，把致富能手培养成党员，带动群众增收。"),
    ("a7", "三个最大限度", "最大限度减少存量|最大限度遏制增量|最大限度防范变量",
     "信访维稳要做到最大限度减少存量、最大限度遏制增量、最大限度防范变量“三个最大限度”。"),
    ("a12", "三个离不开", "汉族离不开少数民族|少数民族离不开汉族|各少数民族之间也相互离不开",
     "要牢固树立“三个离不开”思想，汉族离不开少数民族，少数民族离不开汉族，各少数民族之间也相互离不开。"),
    ("a25", "七个不准", "不准酒后上岗|不准脱岗睡岗|不准冒险作业|不准违章指挥|不准带火入厂|不准无证操作|不准瞒报事故",
     "厂里张贴了“七个不准”：不准酒后上岗；不准脱岗睡岗；不准冒险作业；不准违章指挥；不准带火入厂；不准无证操作；不准瞒报事故。"),
    ("a28", "四张牌", "生态牌|文化牌|康养牌|夜游牌",
     "打好“生态牌”、“文化牌”、“康养牌”、“夜游牌”四张牌，推动文旅融合。"),
    ("a30", "四个更", "目标更高|措施更实|作风更硬|成效更好",
     "与往年相比，今年的行动体现了“四个更”：目标更高，力争走在前列；措施更实，逐项分解到人；作风更硬，一天当作三天干；成效更好，让群众看到变化。"),
]  # fmt: skip


@pytest.mark.parametrize(("label", "key", "wanted", "text"), ITEMS, ids=[case[0] for case in ITEMS])
def test_the_items_are_those_the_text_spells_out(label: str, key: str, wanted: str, text: str) -> None:
    term = term_of(read(text), key)
    assert [item.text for item in term.items] == wanted.split("|"), label


NONE = [
    ("near-list-other", "全体党员要增强“四个意识”，加强思想、组织、作风、纪律建设，当好表率。"),
    ("n-mismatch", "要做到“三个到位”，抓好宣传发动、组织实施、督促检查、总结提高，一环扣一环。"),
    ("n-mismatch-ji", "落实“四个一批”，即发展生产脱贫一批、易地搬迁脱贫一批、生态补偿脱贫一批，分类施策。"),
    ("list-after-verb", "践行“四个敢于”，打赢征地、拆迁、招商、建设的硬仗。"),
    ("next-sentence", "要做到“五个坚持”。今年粮食、油料、蔬菜、肉类、水产都实现增产。"),
    ("ranks", "为打赢“三大攻坚战”，县委、县政府、县人大、县政协四大班子齐上阵。"),
    ("what-for", "“四真”是基础，是前提，是关键，是保证。"),
    ("yishi-meaning", "贯彻“八项规定”精神，一是抓学习，二是抓监督，三是抓查处。"),
    ("meaning-of", "实行“三个倾斜”，有利于调动基层积极性，有利于缓解矛盾，有利于促进公平。"),
    ("yishi-n-but-measures", "落实“四项制度”有四个好处：省时、省力、省心、省钱。"),
    ("paragraph-next", "要深入推进“五比五创”竞赛。\n\n思想、组织、作风、制度、纪律建设都要加强，一项都不能落下。"),
    ("pre", "总书记“三个转变”的重要指示就是在这里提出的；客车、盾构、光伏享誉全球。"),
    ("data", "落实“四个率先”，全年完成投资10亿元，增长5%，税收3亿元，增长8%。"),
    ("colon-other", "市委提出“四个着力”：全市上下迅速行动、精心组织、周密安排、狠抓落实。"),
    ("paren-other", "开展“双拥”（国防、民政部门牵头）工作。"),
    ("n6", "“三必到”制度：由支部书记负责，村委会协助，村监委监督。"),
    ("n7", "“两癌”筛查：农村妇女和城镇低保妇女优先。"),
]  # fmt: skip


@pytest.mark.parametrize(("label", "text"), NONE, ids=[case[0] for case in NONE])
def test_a_list_nearby_is_no_definition(label: str, text: str) -> None:
    found = [each for each in read(text).slogans if each.kind == "numeral_abbreviation" and each.items]
    assert [(each.normalized, [item.text for item in each.items]) for each in found] == [], label


MODES = {"after", "after_enum", "before", "bracket", "distant", "headings"}
MORPHEMES = st.sampled_from(["到位", "过硬", "满意", "清零"])
HEADS = st.sampled_from(["責任", "措施", "監督", "隊伍", "服務", "作業", "設備", "經費"])
NUMBERS = "零一兩三四五六七"
GLOSSES = {"責": "zé", "監": "jiān", "隊": "duì", "務": "wù", "經": "jīng", "業": "yè", "設": "shè"}
MACHINE = "堅持創(chuàng)新發(fā)展，優(yōu)化服務(wù)，完善設(shè)施，振興產(chǎn)業(yè)，關(guān)心領(lǐng)域。\n\n"
GLOSS = r"[(（][a-zà-ǜ]+[)）]"
FRAMES = st.sampled_from(
    [
        "各單位要做到“{term}”，即{items}，不斷開創工作新局面。",
        "各單位要做到“{term}”：{items}。",
        "各單位要做到“{term}”（{items}），不斷開創工作新局面。",
        "各單位要按照{items}的“{term}”要求，不斷開創工作新局面。",
    ]
)


@settings(max_examples=25, deadline=None)
@given(st.lists(HEADS, min_size=3, max_size=7, unique=True), MORPHEMES, FRAMES, st.booleans())
def test_items_are_exact_whatever_is_repaired_inside_them(
    heads: list[str], morpheme: str, frame: str, glossed: bool
) -> None:
    """Glosses may be taken out of term and items; spans are still those of the file."""
    morpheme = morpheme.replace("过", "過").replace("满", "滿").replace("责", "責")
    wanted = [head + morpheme for head in heads]
    plain = frame.format(term=f"{NUMBERS[len(heads)]}個{morpheme}", items="、".join(wanted))
    damaged = "".join(f"{letter}({GLOSSES[letter]})" if letter in GLOSSES and glossed else letter for letter in plain)
    raw = HEAD + MACHINE + damaged + TAIL
    document = run(raw.encode(), Options())
    term = next(each for each in document.slogans if each.kind == "numeral_abbreviation" and each.items)
    printed = [raw[item.span[0] : item.span[1]] for item in term.items]
    assert [re.sub(GLOSS, "", text) for text in printed] == [re.sub(GLOSS, "", item.text) for item in term.items]
    if not any(re.search(GLOSS, item.text) for item in term.items):  # else the bracket is the author's
        assert [item.text for item in term.items] == wanted
    assert term.items_mode in MODES
    assert len(term.items) == count_of(term.text[0])
    assert 0.9 <= term.score <= 1
    listed = [each for each in document.enumerations if len(each.items) == len(wanted)]
    assert any([item.span for item in each.items] == [item.span for item in term.items] for each in listed)
    assert all(one.span[1] <= two.span[0] for one, two in zip(term.items, term.items[1:], strict=False))


def test_the_items_of_a_term_inside_are_those_of_the_longer_one() -> None:
    text = "要回答好“入党三问”。\n\n每个人都应该想一想：当初为什么来、现在该干什么、将来留下什么。这“三问”要常问常新。"
    wanted = ["当初为什么来", "现在该干什么", "将来留下什么"]
    assert [item.text for item in term_of(read(text), "入党三问").items] == wanted


def test_figures_that_count_up_are_terms_when_the_text_goes_through_them() -> None:
    text = "思路是“135”：聚焦“一个目标”，就是建成示范县；突出“三大方向”，就是强县、稳县、活县；实施“五大行动”。"
    document = read(text)
    assert term_of(document, "135").kind == "numeral_abbreviation"
    assert [item.text for item in term_of(document, "一个目标").items] == ["建成示范县"]


def test_one_reader_of_numerals() -> None:
    assert [count_of(each) for each in ("一", "两", "雙", "十", "十二", "二十一", "12")] == [1, 2, 2, 10, 12, 21, 12]
    assert [count_of(each) for each in ("", "三五", "十十", "个")] == [0, 0, 0, 0]


HOSTILE = ["“四个好”即好、好、好，" * 300, "三资（" * 2000, "两个和" * 2000, "“两学一做”" + "学习，做，" * 500,
           "".join(f"“{n}个{chr(0x4E00 + k)}{chr(0x5E00 + k)}”，" for k, n in enumerate("三四五六" * 200))]  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE, ids=["cues", "brackets", "ands", "pairs", "terms"])
def test_no_text_is_too_much(text: str) -> None:
    for each in read(text).slogans:
        assert all(item.span[0] < item.span[1] for item in each.items)
