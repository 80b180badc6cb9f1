"""Page elements that hold no body: 首页 公开 服务 in <nav> was put there by the site, not by the speaker.

The text stream of a page holds every text node; what stood in nav, aside, footer, in a header without a main heading,
or in the page's <title> goes out here, with the element's name as the reason.
"""

from __future__ import annotations

from typing import Final

from speechkit.ledger import Cut
from speechkit.passes import Change, Draft, Editor

# A page whose whole text lies in such elements uses them for its body: then nothing is certain and all of it stays.
_MOST: Final = 0.6


def remove_elements(draft: Draft) -> Change:
    """Return a cut for each region of the page that is no body; regions are offsets of the raw text."""
    if draft.ledger.depth or not draft.regions:
        return None
    text = draft.text
    seen = len("".join(text.split()))
    inside = sum(len("".join(text[r.start : r.end].split())) for r in draft.regions)
    if inside > _MOST * seen:
        return None
    cuts = []
    for region in draft.regions:
        end = region.end + 1 if text[region.end : region.end + 1] == "\n" else region.end
        cuts.append(Cut(region.start, end, "", f"element.{region.element}", why=f"<{region.element}>"))
    return cuts


PASS = Editor(
    name="boilerplate.elements",
    title="Take out the text of nav, header, aside, footer and the page title",
    title_zh="去除网页导航、页眉、侧栏、页脚和网页标题中的文字",
    why="HTML says itself that this text belongs to the site and not to the document.",
    edit=remove_elements,
)
