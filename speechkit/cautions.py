"""What each warning means, in a sentence: for the report, the reference and whoever reads a code for the first time."""

from __future__ import annotations

from typing import Final

from speechkit.document import WarningCode

WARNINGS: Final[dict[WarningCode, str]] = {
    "truncated_document": "The text ends in mid-sentence, or its last heading has no text: the page was cut off.",
    "paywall_gap": "The page kept back part of the text; where it says how much, a gap block has the count.",
    "masked_text": "Characters were masked (xx, ***) before the page was published; they stay as printed.",
    "garbled_repaired": "Characters that a machine damaged were read back; how sure that is stands beside it.",
    "garbled_unrepaired": "Characters are damaged beyond what can be proved; they stay as printed.",
    "missing_quotes": "Opening quotation marks were missing and were put back.",
    "broken_line_join": "A line was broken inside a word or behind a number, and was joined.",
    "scrambled_text": "Clauses stand in an order that no speaker uses: the page was rewritten by a tool.",
    "duplicate_title": "The title stands in the text once more.",
    "pinyin_glosses": "Readings printed in brackets behind characters were taken out.",
    "html_residue": "Tags of HTML stood in the text and were taken out.",
    "lossy_s2t": "A conversion to traditional script chose wrong characters (後 for 后); they stay as printed.",
    "elided_name": "A name was dropped without trace; nothing is put in its place.",
    "date_conflict": "The page gives two dates or sources that do not agree.",
    "summary_truncated": "The summary of the page breaks off.",
    "low_confidence_encoding": "The encoding is a guess; if the text reads wrong, name the right one with --encoding.",
    "bad_bytes": "Bytes that do not belong to the encoding are shown as U+FFFD; their values stand beside it.",
    "heading_gap": "A number is missing in a series of headings, or the heading above one is lost.",
    "private_use": "Characters that only one font can show stay as printed.",
    "several_articles": "The page holds several articles; --split makes a document of each.",
    "stale_decision": "A decision is about a change that is not made any more; nothing was done for it.",
}

# How a message begins that counts several, and how it begins when it counts one.
_ONE: Final = {
    "1 pinyin glosses were ": "1 pinyin gloss was ",
    "1 masked places,": "1 masked place,",
    "1 opening quotes were ": "1 opening quote was ",
    "1 stretches of misread text were ": "1 stretch of misread text was ",
    "1 tags of HTML were ": "1 tag of HTML was ",
}


def agreeing(message: str) -> str:
    """Return a message that counts something with its verb in the right number.

    >>> agreeing("1 tags of HTML were left in the text"), agreeing("2 tags of HTML were left in the text")
    ('1 tag of HTML was left in the text', '2 tags of HTML were left in the text')
    """
    for many, one in _ONE.items() if message.startswith("1 ") else ():
        if message.startswith(many):
            return one + message[len(many) :]
    return message
