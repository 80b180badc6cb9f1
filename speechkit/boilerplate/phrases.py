"""Text that the site put in: 欢迎来到…, 导语:…, (责任编辑:…), 下一篇:…, and a seller's words inside a sentence.

One scan of the text finds the words of all rules; a rule's own small pattern then decides, on the folded line. A line
goes only if all of it is the site's. What stands in its slots is learnt before it goes.
"""

from __future__ import annotations

from speechkit.boilerplate import learning, page
from speechkit.boilerplate.gaps import gap_cuts
from speechkit.boilerplate.inline import inline_cuts
from speechkit.boilerplate.jam import jam_cuts
from speechkit.boilerplate.scan import folder, found_in
from speechkit.ledger import Cut
from speechkit.passes import Change, Draft, Editor


def remove_phrases(draft: Draft) -> Change:
    """Return a cut for each line and each phrase that the site put in; learn what their slots hold."""
    lines = draft.lines
    if not lines:
        return None
    fold = folder(draft)
    tried, inline = found_in(draft).sorted_out()
    if any(rule.takes == "gap" for hits in inline.values() for rule, _ in hits) and (gaps := gap_cuts(draft)):
        draft.again = True
        return gaps  # first, so that no rule takes a part of the notice
    gone = page.judge(lines, tried, inline, fold)
    learning.learn(draft, lines, gone)
    cuts = [verdict.cut(lines[at]) for at, verdict in gone.items()]
    kept = [line for at, line in enumerate(lines) if at not in gone] if gone else lines
    within = [*inline_cuts(draft, lines, inline, gone, fold), *jam_cuts(draft, kept)]
    draft.again = bool(within)  # where two sides were joined a phrase may stand; lines were peeled until none was left
    return disjoint([*cuts, *within])


def disjoint(cuts: list[Cut]) -> list[Cut]:
    """Return the cuts in order without those that reach into an earlier one; a later round finds them again."""
    kept: list[Cut] = []
    for cut in sorted(cuts, key=lambda each: (each.start, -each.end)):
        if not kept or cut.start >= kept[-1].end:
            kept.append(cut)
    return kept


PASS = Editor(
    name="boilerplate.phrases",
    title="Take out what the site put in, and keep the metadata it holds",
    title_zh="去除网站加入的文字\uff0c并保留其中的元数据",
    why="It was never spoken: it spoils counts, quotations and search, and tells whose page this was.",
    edit=remove_phrases,
    settles=True,
)
