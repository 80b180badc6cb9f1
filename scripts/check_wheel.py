"""Check an installed wheel: run by the interpreter of a venv that holds the wheel and nothing else of ours.

python check_wheel.py FIXTURES        cleans the first fixture and compares it with its golden Markdown; asks for what
                                      needs the files beside the code: rules, the report, the Chinese of both
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import speechkit

ASKED = {
    "rules gloss.pinyin --lang zh": "机器加注",  # coded rules
    "clean --help --lang zh": "用法",  # catalogues
    "report FILE --lang zh": "<style>",  # the page and what is inlined
}


def main() -> int:
    fixtures = Path(sys.argv[1]).resolve()
    here = Path(speechkit.__file__).resolve()
    if fixtures.parent.parent in here.parents and "venv" not in here.parts:
        return told(f"the wheel is not what was imported: {here}")
    if not (here.parent / "rules/packed.json").is_file() or not (here.parent / "patterns.bin").is_file():
        return told("the wheel lacks its packed rules or patterns: every start would compile them")
    raw = sorted((fixtures / "raw").glob("*.txt"))[0]
    wanted = (fixtures / "clean" / f"{raw.stem}.md").read_text("utf-8")
    code, made = ran("clean", str(raw))
    if code or made != wanted:
        return told(f"the installed wheel does not clean {raw.name} as it should: {made[:500]}")
    for line, holds in ASKED.items():
        code, made = ran(*line.replace("FILE", str(raw)).split(" "))
        if code or holds not in made:
            return told(f"the installed wheel does not do `speechkit {line}`: {made[:500]}")
    print(f"wheel: {raw.name} cleaned as it should be by {here}")  # noqa: T201  # a script of the build reports to its maker
    return 0


def ran(*args: str) -> tuple[int, str]:
    """Return the exit code of a command, and what it printed; of one that failed what it said."""
    command = Path(sys.executable).with_name("speechkit")
    done = subprocess.run([command, *args], capture_output=True, check=False)  # noqa: S603  # our own command
    return done.returncode, (done.stderr if done.returncode else done.stdout).decode("utf-8", "replace")


def told(message: str) -> int:
    print(message)  # noqa: T201  # as above
    return 1


if __name__ == "__main__":
    sys.exit(main())
