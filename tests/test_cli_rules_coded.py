"""Every rule id that cleaning puts on an edit is one that `speechkit rules ID` explains."""

from __future__ import annotations

from pathlib import Path

from click.testing import CliRunner

import speechkit
from speechkit.cli.group import command

RAW = sorted((Path(__file__).parent / "fixtures" / "raw").iterdir())
DAMAGED = {
    "mojibake": "开展活动，总结经验。\n".encode().decode("latin-1"),
    "escape": "".join(f"\\u{ord(char):04x}" for char in "开展活动总结经验"),
    "lookalike": "我们要⽂明⾏医，⼤家都要这样做。",
    "byteshift": "各单位都要動起來?;顒咏M織要精心。",
    "straddled": "要認真開展?fàn)顩r分析，把工作做好。",
}


def test_each_id_is_explained() -> None:
    texts = [path.read_bytes() for path in RAW] + [text.encode() for text in DAMAGED.values()]
    ids: set[str] = set()
    for text in texts:
        for edit in speechkit.clean(text).changes_made():
            ids |= {edit.rule, *(inner.rule for inner in edit.over)}
    assert len(ids) > 30
    assert {rule.partition(".")[0] for rule in ids} >= {
        "mojibake",
        "escape",
        "lookalike",
        "byteshift",
        "gloss",
        "width",
    }
    for rule in sorted(ids | {"learnt.line", "learnt.phrase", "learnt.region", "gloss.straddled"}):
        done = CliRunner().invoke(command, ["rules", rule])
        assert done.exit_code == 0, rule
        assert rule in done.stdout
