"""Check an installed wheel: run by the interpreter of a venv that holds the wheel and nothing else of ours.

python check_wheel.py FIXTURES        cleans the first fixture and compares it with its golden Markdown
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import speechkit


def main() -> int:
    fixtures = Path(sys.argv[1]).resolve()
    here = Path(speechkit.__file__).resolve()
    if fixtures.parent.parent in here.parents and "venv" not in here.parts:
        print(f"the wheel is not what was imported: {here}")  # noqa: T201  # a script of the build reports to its maker
        return 1
    raw = sorted((fixtures / "raw").glob("*.txt"))[0]
    wanted = (fixtures / "clean" / f"{raw.stem}.md").read_text("utf-8")
    command = Path(sys.executable).with_name("speechkit")
    made = subprocess.run([command, "clean", raw], capture_output=True, check=False)  # noqa: S603  # our own command
    if made.returncode or made.stdout.decode("utf-8") != wanted:
        print(f"the installed wheel does not clean {raw.name} as it should: {made.stderr.decode('utf-8', 'replace')}")  # noqa: T201  # as above
        return 1
    print(f"wheel: {raw.name} cleaned as it should be by {command}")  # noqa: T201  # as above
    return 0


if __name__ == "__main__":
    sys.exit(main())
