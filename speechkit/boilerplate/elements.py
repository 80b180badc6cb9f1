"""Page elements that hold no body: 首页 公开 服务 in <nav> was put there by the site, not by the speaker.

The text stream of a page holds every text node. What stands in nav, aside and footer, in elements that call themselves
so, and outside of the element that holds the body goes out here, with the element as the reason. What such lines say
of the document is learnt before they go. Where a page shows no body, only what HTML itself names goes.
"""

from __future__ import annotations

from speechkit.passes import Change, Draft, Editor


def remove_elements(draft: Draft) -> Change:
    """Return a cut for each row of an HTML page that is no body; learn what the rows around the body say."""
    if draft.page is None or draft.ledger.depth:
        return None
    from speechkit.boilerplate.outside import cuts_of  # noqa: PLC0415  # 5 ms to import, needed for pages only

    return cuts_of(draft, draft.page)


PASS = Editor(
    name="boilerplate.elements",
    title="Take out the text of page elements that hold no body",
    title_zh="去除网页导航、页眉、侧栏、页脚等非正文元素中的文字",
    why="HTML says itself that this text belongs to the site and not to the document.",
    edit=remove_elements,
    settles=True,
)
