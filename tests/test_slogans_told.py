"""The items of numeral abbreviations that no cue announces: asked for, summed up, counted off, told part by part.

Whole documents. The texts are made up.
"""

from __future__ import annotations

import pytest

from speechkit.document import Slogan
from speechkit.passes import Options
from speechkit.pipeline import Document, run

HEAD = "在全县干部大会上的讲话\n\n同志们：\n\n今天会议的主要任务是总结工作、部署任务。下面我谈几点看法。\n\n"
TAIL = "\n\n以上几点希望大家认真落实，共同把事业推向前进。谢谢大家！\n"


def read(text: str) -> Document:
    return run((HEAD + text + TAIL).encode(), Options())


def numerals(document: Document) -> dict[str, Slogan]:
    return {each.normalized: each for each in document.slogans if each.kind == "numeral_abbreviation"}


ITEMS = [
    ("counted with its own word", "三把锁", "制度锁|监督锁|良心锁",
     "管好公章要上“三把锁”。第一把是制度锁，第二把是监督锁，第三把是良心锁。"),
    ("asked one by one, in paragraphs", "三问", "本领恐慌不恐慌|作风过硬不过硬|群众满意不满意",
     "今天用“三问”与大家共勉。\n\n第一问，本领恐慌不恐慌？新知识天天有，老经验常常不够用。\n\n第二问，作风过硬不过硬？坐在屋里想，不如下去走一走。\n\n第三问，群众满意不满意？这是最后的那把尺子。"),
    ("counted off in the old manner", "四戒", "戒骄|戒躁|戒奢|戒惰",
     "为官要记“四戒”：一曰戒骄，成绩面前不伸手；二曰戒躁，急事难事不慌神；三曰戒奢，吃穿用度不攀比；四曰戒惰，今日之事不过夜。"),
    ("counted off, all but the first hold the word", "三个责任", "乡镇属地管理制|部门监管责任|经营者主体责任",
     "压紧压实“三个责任”。一是乡镇属地管理制，二是部门监管责任，三是经营者主体责任。"),
    ("counted off behind a colon", "四种现象", "空岗脱岗屡禁不止|办件拖延久拖不决|收费公示遮遮掩掩|首问负责层层推脱",
     "暗访发现“四种现象”：一是空岗脱岗屡禁不止；二是办件拖延久拖不决；三是收费公示遮遮掩掩；四是首问负责层层推脱。"),
    ("whole clauses between commas", "三查", "查隐患|查漏洞|查违反操作规程",
     "节前开展“三查”活动，查隐患，查漏洞，查违反操作规程，这是老传统。"),
    ("the last one is longer", "四个零", "零事故|零投诉|零差错|零环境污染事件",
     "我们实现了“四个零”：零事故、零投诉、零差错、零环境污染事件。成绩来之不易。"),
    ("the last one by a character", "三根", "根本|根基|根据地",
     "讲“三根”，就是不忘根本、根基、根据地。"),
    ("made up of", "四位一体", "村干部|网格员|老党员|志愿者",
     "镇里组建了由村干部、网格员、老党员、志愿者组成的“四位一体”巡逻队伍。"),
    ("verb of the term in a dashed list", "三个员", "宣传员|巡查员|信息员",
     "护林人员要当好“三个员”。\n\n——当好宣传员。逢会必讲，逢人必说。\n\n——当好巡查员。每天上山，不留死角。\n\n——当好信息员。发现火情，立即报告。"),
    ("this sums up what is split", "三个一样", "领导在与不在一个样|检查与不检查一个样|白天与晚上一个样",
     "领导在与不在一个样、检查与不检查一个样、白天与晚上一个样，这“三个一样”是大庆人的好作风。"),
    ("this sums up two", "两个优势", "背靠大山|面向大江",
     "我镇背靠大山、面向大江，这“两个优势”得天独厚。"),
    ("this sums up a whole sentence", "三股歪风", "封建迷信|厚葬薄养|赌博",
     "封建迷信、厚葬薄养、赌博，这“三股歪风”必须刹住。"),
    ("each of them", "五毒", "行贿|偷税漏税|盗骗财产|偷工减料|盗窃情报",
     "不法商人的“五毒”触目惊心。行贿、偷税漏税、盗骗财产、偷工减料、盗窃情报，哪一样不是对人民的犯罪！"),
    ("not one may be slack", "六字经", "防|排|抢|救|报|查",
     "防汛“六字经”，防、排、抢、救、报、查，一样也不能放松。"),
    ("summed up by the term again", "四项任务", "理清家底|盘活存量|偿清欠账|立好规矩",
     "村集体清产核资有“四项任务”。理清家底、盘活存量、偿清欠账、立好规矩，四项任务一体推进。"),
    ("all at once", "四轮驱动", "乡办|村办|联户办|户办",
     "乡镇企业要坚持“四轮驱动”，乡办、村办、联户办、户办一齐上。"),
    ("what is it", "四不伤害", "不伤害自己|不伤害他人|不被他人伤害|保护他人不受伤害",
     "什么叫“四不伤害”？不伤害自己，不伤害他人，不被他人伤害，保护他人不受伤害。人人会背，更要人人做到。"),
    ("naming heads", "四个关键词", "稳增长|调结构|惠民生|防风险",
     "今年的报告有“四个关键词”，稳增长、调结构、惠民生、防风险，条条说到了大家心坎上。"),
    ("behind a remark", "三定一奖", "定任务|定质量|定工分|超产奖励",
     "“三定一奖”的办法，社员们是拥护的。定任务，定质量，定工分，超产奖励，多劳多得。"),
    ("the word in two", "三个跟着走", "资金跟着项目走|项目跟着规划走|监管跟着资金走",
     "资金跟着项目走、项目跟着规划走、监管跟着资金走，“三个跟着走”要一以贯之。"),
    ("the next clause plays with the word", "三转", "早上转菜场|中午转学校|晚上转车站",
     "老所长坚持“三转”，早上转菜场，中午转学校，晚上转车站，转着转着，线索就来了。"),
    ("of the possessor", "三人", "贴心人|暖心人|放心人",
     "工会干部要争做职工的贴心人、暖心人、放心人。“三人”不是喊出来的，是干出来的。"),
    ("parts under their names", "三联三送", "机关联村组|学校联农户|企业联大户|送科技|送医药|送文化",
     "全县开展“三联三送”。三联，机关联村组、学校联农户、企业联大户；三送，送科技、送医药、送文化。"),
    ("parts without their numbers", "一学二帮", "学习法律知识|帮规划|帮项目",
     "我赞成“一学二帮”的提法，学就是学习法律知识，帮就是帮规划、帮项目。"),
    ("one, two and three", "一超两不愁", "家庭人均收入超过国家标准|不愁吃|不愁穿",
     "退出的标准是“一超两不愁”。一超就是家庭人均收入超过国家标准，两不愁是指不愁吃、不愁穿。"),
    ("two lists with remarks", "两票三制", "工作票|操作票|交接班制|巡回检查制|设备轮换制",
     "严格执行“两票三制”。工作票、操作票，一张都不能少；交接班制、巡回检查制、设备轮换制，一项都不能走过场。"),
    ("the last word for all", "三集中三到位", "事项|人员|环节集中|授权|监管|服务到位",
     "推行“三集中三到位”改革，即事项、人员、环节集中，授权、监管、服务到位。"),
    ("kinds in the next sentence", "两队一室", "社区警务队|案件办理队|综合指挥室",
     "推行“两队一室”警务模式。派出所要建好社区警务队、案件办理队和综合指挥室，防止有名无实。"),
    ("taken together", "三改一加强", "改革|改组|改造|加强企业管理",
     "坚持“三改一加强”，即改革、改组、改造与加强企业管理有机结合起来，多管齐下。"),
    ("two far away", "两个不及预期", "营业收入不及预期|利润总额不及预期",
     "我归纳为“两个不及预期、三个不够理想”：营业收入不及预期，利润总额不及预期；市场开拓不够理想，成本管控不够理想，回款进度不够理想。"),
    ("no quotes, its word goes on", "三个提前", "提前转移|提前避险|提前安置",
     "坚持三个提前，提前转移、提前避险、提前安置，不落一户一人。"),
    ("no quotes, a number in its word", "两个一律", "凡超载的一律卸载|凡超员的一律劝返",
     "路面管控实行两个一律：凡超载的一律卸载，凡超员的一律劝返。"),
    ("no quotes, the last one is longer", "三大产业", "核桃|花椒|中药材",
     "重点发展核桃、花椒、中药材三大产业，做到村村有主导产业。"),
    ("from now on called", "三项制度", "过错登记制度|限期整改制度|定期通报制度",
     "现将过错登记制度、限期整改制度、定期通报制度（以下统称“三项制度”）印发给你们。"),
    ("for years", "双下降", "火灾起数|伤亡人数",
     "全市火灾起数、伤亡人数连续五年“双下降”。"),
    ("below a heading", "两条底线", "安全稳定的底线|廉洁自律的底线",
     "五、肩上有责，守住“两条底线”\n\n安全稳定的底线不能破，廉洁自律的底线不能碰。各村都要记牢。"),
    ("letters behind a comma", "八字方针", "调整|改革|整顿|提高",
     "贯彻“八字方针”，调整、改革、整顿、提高，步子要稳。"),
    ("members of one row told in turn", "三项工程", "医共体建设工程|基层提升工程|专科培育工程",
     "今年抓“一个主题、三项工程”。一个主题就是高质量发展；三项工程分别为：医共体建设工程、基层提升工程、专科培育工程。"),
]  # fmt: skip


@pytest.mark.parametrize(("label", "key", "wanted", "text"), ITEMS, ids=[case[0] for case in ITEMS])
def test_what_the_text_tells_without_a_cue(label: str, key: str, wanted: str, text: str) -> None:
    found = numerals(read(text))
    assert key in found, label
    assert [item.text for item in found[key].items] == wanted.split("|"), label


NONE = [
    ("a member of the list", "高举马克思列宁主义、毛泽东思想、邓小平理论、“三个代表”重要思想伟大旗帜。"),
    ("the last of many works", "推进引水工程、铁路工程、绿化工程、“三北”六期工程建设，带动投资三十亿元。"),
    ("two of a row", "免费开展适龄女孩疫苗接种、妇女“两癌”筛查五千人次。"),
    ("a call number", "坚持系统谋划，整体布局，创建平安县区，消防“119”宣传月活动丰富多彩。"),
    ("a laboratory", "战略力量加快壮大，大型装置新增两个，技术中心、产业中心达到八家，“1313”实验室体系建成。"),
    ("figures", "对“一带一路”国家出口增长10.4%、12.1%，好于预期。"),
    ("two verbs", "园区建设要统筹推进、一体落实“两区”政策。"),
    ("where they feel it", "服务“四上”企业要用心，在时空上、成本上、公共服务上、自身场景上拿出办法。"),
    ("what they are told to do", "打好“三大基础”。所谓基础，要突出基础，包括理论基础，缺一不可。"),
    ("love, and no gain", "构建“企业关爱职工、职工热爱企业”的“双爱双赢”局面。"),
    ("no matter where", "提高“政治三力”，无论在哪个领域、哪个层级、哪个单位，都要站稳立场。"),
    ("counted off, one more", "纠治“三种倾向”：一是拖，二是推，三是躲，四是慢，群众意见很大。"),
    ("counted off behind a comma", "落实“三项规定”精神，一是抓学习，二是抓监督，三是抓查处。"),
    ("one less", "要搞好“六乱”整治，柴草乱垛、粪土乱堆、垃圾乱倒、污水乱泼，样样都得改。"),
    ("who is to report", "“三句话”要说清楚。财政局、审计局、统计局，每一家都要报。"),
    ("when it is done", "“四招”见成效。春季、夏季、秋季、冬季，每一季都有活动。"),
    ("where it is done", "“四力”建设要加强。县城、山村、老区、新镇，一样都不能落下。"),
    ("who was asked", "什么叫“三个责任”？老王没有说，老李没有说，老张也没有说。"),
    ("who drew it up", "我们有“一核两带”规划，一核是老县长画出来的，两带是新县长、新书记画出来的。"),
    ("what nobody knows", "“两奖一补”政策很好。两奖是什么、怎么领，群众不清楚；一补，补多少，也不清楚。"),
    ("who said so", "周书记、吴书记、郑书记都强调过“三个做好”。"),
    ("who they are", "村里的老人、能人、匠人分别讲了“三个清楚”。"),
    ("some and others", "“四有”干部，有的调走了，有的退休了，有的病了，有的还在岗。"),
    ("some who say so", "有的干部忙、有的干部累、有的干部怨，这“三个干部”的说法不好。"),
    ("what has happened", "“三亮”活动办完，灯亮了，路亮了，心亮了。"),
    ("what some say of the parts", "“两改两转”怎么看？两改，有人赞成；两转，有人反对。"),
    ("a clause before an example", "“四风”问题包括很多方面，教育、医疗、住房、就业都有反映。"),
    ("when in brackets", "抓好三件事（昨天、今天、明天都要抓）。"),
    ("parts of another", "所谓三严三实，大家都会背。严是一种态度，实是一种作风。"),
    ("ten years", "要有“十年磨一剑”的定力，打基础、利长远。"),
]  # fmt: skip


@pytest.mark.parametrize(("label", "text"), NONE, ids=[case[0] for case in NONE])
def test_what_only_looks_like_a_definition(label: str, text: str) -> None:
    found = numerals(read(text))
    assert {key: [item.text for item in each.items] for key, each in found.items() if each.items} == {}, label


def test_what_is_said_behind_a_list_of_a_part_is_none_of_it() -> None:
    text = "开展“两学一帮”活动。两学就是学党章、学条例，大家都明白；一帮就是帮扶困难群众。"
    found = numerals(read(text))["两学一帮"]
    assert [item.text for item in found.items] == ["学党章", "学条例", "帮扶困难群众"]


def test_a_numeral_inside_a_longer_one_is_no_term_beside_it() -> None:
    assert set(numerals(read("标准是“一超两不愁三保障”。"))) == {"一超两不愁三保障"}
    both = numerals(read("标准是“一超两不愁三保障”，底线是两不愁三保障。"))
    assert set(both) == {"一超两不愁三保障", "两不愁三保障"}
    assert len(both["两不愁三保障"].mentions) == 1


def test_a_term_is_not_cut_out_of_a_longer_one() -> None:
    """三改一加 has the shape of an abbreviation, and is the beginning of one."""
    text = "坚持“三改一加强”。所谓三改一加强，大家都不陌生。"
    assert set(numerals(read(text))) == {"三改一加强"}


def test_ten_years_are_no_abbreviation_but_two_reports_a_day_are() -> None:
    text = "建立“一日两报”机制，拿出“十年磨一剑”的劲头。"
    assert set(numerals(read(text))) == {"一日两报"}


HOSTILE = [
    "由" + "甲、" * 3000 + "组成的“四位一体”",
    "“三联三送”三联，" * 800,
    "“两票三制”票、票，制、制、制，" * 600,
    "“三问”？第一问，好。" * 800,
    "“三个一样”" + "一个样、" * 2000 + "这“三个一样”",
    "坚持三个提前，提前" * 1500,
    "“一个主题、三项工程”" * 700,
]


@pytest.mark.parametrize("text", HOSTILE, ids=["made-up", "parts", "lists", "asks", "sums", "unquoted", "members"])
def test_no_heap_of_shapes_is_too_much(text: str) -> None:
    for each in read(text).slogans:
        assert all(item.span[0] < item.span[1] for item in each.items)
