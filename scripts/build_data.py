"""Make the small data files in speechkit/rules/data from packages that ship the facts (see NOTICE).

    python scripts/build_data.py          needs opencc, pypinyin and jieba (the `data` extra)

simplified.tsv   traditional character -> simplified, one to one             OpenCC (Apache-2.0)
readings.tsv     toned and toneless syllable -> characters that have it       pypinyin (MIT)
words.txt        simplified words of 2 to 4 characters, by their frequency    jieba dict.txt (MIT)
pairs.tsv        words of 2 characters by part of speech, sayings with numbers jieba dict.txt (MIT)
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from pathlib import Path

DATA = Path(__file__).resolve().parent.parent / "speechkit" / "rules" / "data"
# Han characters of the basic block and extension A: what GBK, Big5 and everyday fonts hold.
HAN = [chr(c) for c in (*range(0x3400, 0x4DC0), *range(0x4E00, 0xA000))]
OLD_SETS = ("gb2312", "gbk", "big5hkscs")
LEAST_FREQUENCY = 40
LEAST_PAIR_FREQUENCY = 50


def simplified() -> str:
    import opencc

    convert = opencc.OpenCC("t2s").convert
    # OpenCC leaves 著 alone since it has words of its own (著作); as a key for matching it is 着.
    pairs = {old: new for old in HAN if (new := convert(old)) != old and len(new) == 1} | {"著": "着"}
    lines = ["# traditional -> simplified, one character each; compiled from OpenCC (Apache-2.0), see NOTICE"]
    return "\n".join([*lines, *(f"{old}\t{new}" for old, new in sorted(pairs.items()))]) + "\n"


def encodable(char: str) -> bool:
    for codec in OLD_SETS:
        try:
            char.encode(codec)
        except UnicodeEncodeError:
            continue
        return True
    return False


def toneless(syllable: str) -> str:
    plain = unicodedata.normalize(
        "NFD", syllable.replace("ü", "v").replace("ǖ", "v").replace("ǘ", "v").replace("ǚ", "v").replace("ǜ", "v")
    )
    return "".join(c for c in plain if not unicodedata.combining(c))


def readings() -> str:
    from pypinyin import Style, pinyin

    table: dict[str, set[str]] = defaultdict(set)
    for char in HAN:
        if encodable(char):
            for reading in pinyin(char, style=Style.TONE, heteronym=True, errors="ignore")[0:1]:
                for syllable in reading:
                    table[syllable].add(char)
                    table[toneless(syllable)].add(char)
    lines = ["# syllable -> characters that have this reading; compiled from pypinyin (MIT), see NOTICE"]
    return "\n".join([*lines, *(f"{s}\t{''.join(sorted(chars))}" for s, chars in sorted(table.items()))]) + "\n"


def words() -> str:
    import jieba

    found = []
    for line in Path(jieba.__file__).with_name("dict.txt").read_text("utf-8").splitlines():
        word, frequency, _ = line.split(" ")
        if 2 <= len(word) <= 4 and int(frequency) >= LEAST_FREQUENCY and all("\u4e00" <= c <= "\u9fff" for c in word):
            found.append(word)
    lines = [
        f"# words of 2-4 characters, frequency >= {LEAST_FREQUENCY}; compiled from jieba's dict.txt (MIT), see NOTICE"
    ]
    return "\n".join([*lines, *sorted(found)]) + "\n"


def pairs() -> str:
    """Return three lines of two-character words (verbs, verbal nouns, others) and one of number sayings.

    Words that begin alike are run together, 发展 and 发动 as 发动展: this loads ten times faster than a word per line.
    The sayings (三心二意, 一日三餐) are what a numeral abbreviation (两学一做) must not be taken for.
    """
    import re

    import jieba

    kinds: dict[str, list[str]] = {"verb": [], "verbal": [], "other": []}
    sayings = []
    shape = re.compile("[一二两三四五六七八九十百千][^一二两三四五六七八九十百千万多余]" * 2)
    for line in Path(jieba.__file__).with_name("dict.txt").read_text("utf-8").splitlines():
        word, frequency, tag = line.split(" ")
        if not all("\u4e00" <= c <= "\u9fff" for c in word):
            continue
        if len(word) == 2 and int(frequency) >= LEAST_PAIR_FREQUENCY:
            kinds["verbal" if tag in {"vn", "an"} else "verb" if tag.startswith("v") else "other"].append(word)
        elif shape.fullmatch(word):
            sayings.append(word)
    what = f"two-character words, frequency >= {LEAST_PAIR_FREQUENCY}, and sayings with two numbers"
    lines = [f"# {what}; compiled from jieba's dict.txt (MIT), see NOTICE"]
    for kind, found in kinds.items():
        begun: dict[str, str] = {}
        for word in sorted(found):
            begun[word[0]] = begun.get(word[0], word[0]) + word[1]
        lines.append(f"{kind}\t{' '.join(begun.values())}")
    return "\n".join([*lines, f"saying\t{' '.join(sorted(sayings))}"]) + "\n"


def main() -> None:
    DATA.mkdir(parents=True, exist_ok=True)
    for name, make in (
        ("simplified.tsv", simplified),
        ("readings.tsv", readings),
        ("words.txt", words),
        ("pairs.tsv", pairs),
    ):
        (DATA / name).write_text(make(), "utf-8")
        print(name, (DATA / name).stat().st_size)  # noqa: T201  # a build script talks to its maker


if __name__ == "__main__":
    main()
