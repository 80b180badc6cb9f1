"""Labels and names that a page without line breaks holds, and pages that only look like one."""

from __future__ import annotations

import json

import speechkit

SPEECH = (
    "今年的雨水比往年来得早，堤坝上的草已经没过脚面，巡堤的同志一天要走两遍，走完了还要写清楚。"
    "水库的闸门上个月换过，钥匙在老吴手里，谁要开闸都得先打电话，不许自己做主。"
    "转移的名单贴在村部门口，老人由谁背、牲口由谁赶，一户一户写明白，天黑以前再念一遍。"
)


def rules(text: str) -> set[str]:
    return {edit.rule for edit in speechkit.clean(text).ledger.edits()}


def lines(text: str) -> list[str]:
    return [block.text for block in speechkit.clean(text).blocks]


def test_articles_and_their_salutations_get_lines_of_their_own() -> None:
    text = (
        f"防汛讲话稿两篇 篇一:在全乡防汛会议上的讲话 同志们: {SPEECH}谢谢大家! "
        f"篇二:在全镇抗旱会议上的讲话 同志们: {SPEECH}谢谢大家!"
    )
    kinds = [block.type for block in speechkit.clean(text).blocks]
    assert kinds.count("salutation") == 2
    assert {"在全乡防汛会议上的讲话", "在全镇抗旱会议上的讲话"} <= set(lines(text))


def test_the_name_of_a_site_is_parted_from_the_title_that_names_it_again() -> None:
    text = f"演讲稿大全国旗下的讲话:爱护小树 来源:演讲稿大全 时间:2018-04-23 各位老师、同学们: {SPEECH * 2}谢谢大家!"
    document = speechkit.clean(text)
    assert document.metadata.title in ("国旗下的讲话:爱护小树", "国旗下的讲话：爱护小树")
    assert document.metadata.publisher == "演讲稿大全"


def test_an_office_that_begins_the_title_stays_in_it() -> None:
    text = f"县水利局在全县防汛会议上的发言 来源:县水利局 时间:2018-04-23 各位领导、同志们: {SPEECH * 2}谢谢大家!"
    assert speechkit.clean(text).metadata.title == "县水利局在全县防汛会议上的发言"


def test_a_menu_is_parted_from_the_title() -> None:
    text = f"好稿网 讲话发言 祝酒词 婚礼致辞 老校长在校友会上的讲话 点击:93 日期:2013-10-04 各位校友: {SPEECH * 2}"
    assert lines(text)[:2] == ["老校长在校友会上的讲话", "各位校友："]


def test_a_lead_in_of_a_page_with_lines_is_not_broken() -> None:
    lead = "【导读】：在全乡防汛会议上的讲话一文由小编精心推荐，希望对大家有帮助。"
    text = f"在全乡防汛会议上的讲话\n{lead}\n同志们：\n{SPEECH}\n"
    assert not {rule for rule in rules(text) if rule.startswith("flat.")}
    assert lines(text) == ["在全乡防汛会议上的讲话", "同志们：", SPEECH]


def test_a_paragraph_between_salutation_and_closing_is_no_flat_page() -> None:
    text = f"在全乡防汛会议上的讲话\n同志们：\n{SPEECH}接着说两件事，一件是人，一件是物。{SPEECH}\n谢谢大家！\n"
    assert not {rule for rule in rules(text) if rule.startswith("flat.")}


def test_a_first_article_spares_its_label_for_the_second() -> None:
    text = (
        f"防汛讲话稿两篇\n篇一：在全乡防汛会议上的讲话\n在全乡防汛会议上的讲话\n同志们：\n{SPEECH}\n"
        f"篇二：在全镇抗旱会议上的讲话\n同志们：\n{SPEECH}\n"
    )
    assert "篇一" in json.dumps(json.loads(speechkit.clean(text).to_json())["blocks"], ensure_ascii=False)
