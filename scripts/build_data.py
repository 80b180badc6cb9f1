"""Make the small data files in speechkit/rules/data from packages that ship the facts (see NOTICE).

    python scripts/build_data.py          needs opencc, pypinyin, jieba and snownlp (the `data` extra), perl >= 5.30

simplified.tsv   traditional character -> simplified, one to one             OpenCC (Apache-2.0)
readings.tsv     toned and toneless syllable -> characters that have it       pypinyin (MIT)
words.txt        simplified words of 2 to 4 characters, by their frequency    jieba dict.txt (MIT)
pairs.tsv        words of 2 characters by part of speech, sayings, idioms      jieba dict.txt (MIT)
model.txt        the language model: beginnings of words with two frequencies   jieba dict.txt (MIT)
neighbours.txt   how often one character or mark stands behind another        snownlp seg.marshal (MIT)
"""

from __future__ import annotations

import math
import unicodedata
from collections import defaultdict
from pathlib import Path

DATA = Path(__file__).resolve().parent.parent / "speechkit" / "rules" / "data"
# Han characters of the basic block and extension A: what GBK, Big5 and everyday fonts hold.
HAN = [chr(c) for c in (*range(0x3400, 0x4DC0), *range(0x4E00, 0xA000))]
OLD_SETS = ("gb2312", "gbk", "big5hkscs")
LEAST_FREQUENCY = 40
LEAST_PAIR_FREQUENCY = 50
LEAST_IDIOM_FREQUENCY = 10
LEAST_MODEL_FREQUENCY = 10
LONGEST_WORD = 8
LEAST_NEIGHBOUR_FREQUENCY = 3


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
    """Return lines of two-character words (verbs, verbal nouns, others; adjectives once more), and two of sayings.

    Words that begin alike are run together, 发展 and 发动 as 发动展: this loads ten times faster than a word per line.
    The sayings (三心二意, 一日三餐) are what a numeral abbreviation (两学一做) must not be taken for; idioms are the
    words of four characters that are called so.
    """
    import re

    import jieba

    kinds: dict[str, list[str]] = {"verb": [], "verbal": [], "other": [], "adjective": []}
    sayings, idioms = [], []
    shape = re.compile("[一二两三四五六七八九十百千][^一二两三四五六七八九十百千万多余]" * 2)
    for line in Path(jieba.__file__).with_name("dict.txt").read_text("utf-8").splitlines():
        word, frequency, tag = line.split(" ")
        if not all("\u4e00" <= c <= "\u9fff" for c in word):
            continue
        if len(word) == 2 and int(frequency) >= LEAST_PAIR_FREQUENCY:
            kinds["verbal" if tag in {"vn", "an"} else "verb" if tag.startswith("v") else "other"].append(word)
            if tag in {"a", "ad", "an", "z"}:
                kinds["adjective"].append(word)
        elif len(word) == 4 and tag in {"i", "l"} and int(frequency) >= LEAST_IDIOM_FREQUENCY:
            idioms.append(word)
        if shape.fullmatch(word):
            sayings.append(word)
    what = f"two-character words, frequency >= {LEAST_PAIR_FREQUENCY}, and sayings with two numbers"
    lines = [f"# {what}; compiled from jieba's dict.txt (MIT), see NOTICE"]
    for kind, found in kinds.items():
        begun: dict[str, str] = {}
        for word in sorted(found):
            begun[word[0]] = begun.get(word[0], word[0]) + word[1]
        lines.append(f"{kind}\t{' '.join(begun.values())}")
    return "\n".join([*lines, f"saying\t{' '.join(sorted(sayings))}", f"idiom\t{' '.join(sorted(idioms))}"]) + "\n"


def model() -> str:
    """Return the language model: characters and their weights in two lines, then how words go on from each of them.

    A weight is the natural logarithm of a frequency in steps of 0.2 as one character from `!` up; of a character it is
    its own frequency in all words. A line of beginnings has its first character, then for each of them a blank, the
    rest of it, a tab, the weight of all words that begin so, and that of the word itself; a blank if it is none.
    """
    import jieba

    masses: dict[str, int] = defaultdict(int)
    ends: dict[str, int] = {}
    single: dict[str, int] = defaultdict(int)
    for line in Path(jieba.__file__).with_name("dict.txt").read_text("utf-8").splitlines():
        word, frequency, _ = line.split(" ")
        count = int(frequency)
        if len(word) > LONGEST_WORD or not all("\u4e00" <= c <= "\u9fff" for c in word):
            continue
        for char in word:
            single[char] += count
        if count >= LEAST_MODEL_FREQUENCY or len(word) == 1:
            ends[word] = max(count, 1)
            for size in range(1, len(word) + 1):
                masses[word[:size]] += max(count, 1)
    begun: dict[str, str] = {}
    for start in sorted(masses):
        whole = weight(ends[start]) if start in ends else " "
        begun[start[0]] = begun.get(start[0], start[0]) + f" {start[1:]}\t{weight(masses[start])}{whole}"
    alone = sorted(single)
    source = f"words of frequency >= {LEAST_MODEL_FREQUENCY}; compiled from jieba's dict.txt (MIT), see NOTICE"
    return "\n".join(
        [
            f"# characters and their weights, then per character how words go on from it, with two weights; {source}",
            "".join(alone),
            "".join(weight(single[char]) for char in alone),
            *begun.values(),
            "",
        ]
    )


def neighbours() -> str:
    """Return characters and their weights on two lines, then for each of them what stands behind it, with weights.

    The counts are those of snownlp's word cutter, its tags of the places in a word left out.
    """
    import snownlp.seg

    cutter = snownlp.seg.segger.segger
    single: dict[str, int] = defaultdict(int)
    behind: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for (char, _), count in cutter.uni.d.items():
        single[char] += count
    for (first, second), count in cutter.bi.d.items():
        behind[first[0]][second[0]] += count
    known = sorted(char for char, count in single.items() if char.strip() and count >= LEAST_NEIGHBOUR_FREQUENCY)
    lines = [
        (
            f"# characters, weights, then per character those behind it; frequency >= {LEAST_NEIGHBOUR_FREQUENCY};"
            " compiled from seg.marshal of snownlp (MIT), see NOTICE"
        ),
        "".join(known),
        "".join(weight(single[char]) for char in known),
    ]
    for char in known:
        after = {other: n for other, n in behind[char].items() if n >= LEAST_NEIGHBOUR_FREQUENCY and other in single}
        found = sorted(other for other in after if other.strip())
        lines.append("".join(found) + "\t" + "".join(weight(after[other]) for other in found))
    return "\n".join([*lines, ""])


def weight(frequency: int) -> str:
    """Return ln(frequency) in steps of 0.2, as a printable ASCII character."""
    return chr(33 + round(5 * math.log(max(1, frequency))))


# The everyday form where Unicode names an older one as the equal of a radical.
EVERYDAY = {"\u2fad": "青"}


def radicals() -> dict[str, str]:
    """Return the radicals of U+2E80-2FD5 that look like an everyday character, with that character.

    NFKC folds the Kangxi radicals only; the supplement is in Unicode's property Equivalent_Unified_Ideograph, which
    Perl ships. Forms of the supplement that are parts of characters only (no everyday set has the target) stay out.
    """
    import subprocess

    program = """
        use Unicode::UCD "prop_invmap";
        my ($from, $to) = prop_invmap("Equivalent_Unified_Ideograph");
        for my $i (0 .. $#$from - 1) {
            next unless length $to->[$i];
            printf "%d %d\\n", $_, $to->[$i] for $from->[$i] .. $from->[$i + 1] - 1;
        }
    """
    lines = subprocess.run(["perl", "-e", program], check=True, capture_output=True, text=True).stdout.splitlines()  # noqa: S603, S607  # a constant
    found = {chr(int(code)): chr(int(target)) for code, target in map(str.split, lines)}
    sets = {True: ("gbk",), False: ("gb2312", "big5", "shift_jis")}
    return {
        old: EVERYDAY.get(old, new)
        for old, new in found.items()
        if "\u2e80" <= old <= "\u2fd5" and any(new.encode(codec, "ignore") for codec in sets[old >= "\u2f00"])
    }


# Private-use characters that stood for a cell of GBK, in rows from the given one on, and what GB 18030 has there since
# 2005 and 2022; the codec of Python knows the edition of 2000.
LATER = {
    0xE76C: "\u20ac",
    0xE78D: "\ufe10\ufe12\ufe11\ufe13\ufe14\ufe15\ufe16\ufe17\ufe18\ufe19",
    0xE7C7: "\u1e3f\u01f9",
    0xE7E7: "\u303e\u2ff0\u2ff1\u2ff2\u2ff3\u2ff4\u2ff5\u2ff6\u2ff7\u2ff8\u2ff9\u2ffa\u2ffb",
    0xE816: "\U00020087\U00020089\U000200cc",
    0xE81E: "\u9fb4",
    0xE826: "\u9fb5",
    0xE82B: "\u9fb6\u9fb7",
    0xE831: "\U000215d7\u9fb8",
    0xE83B: "\U0002298f",
    0xE843: "\u9fb9",
    0xE854: "\u9fba\U000241fe",
    0xE864: "\u9fbb",
}


def encoded_since() -> dict[str, str]:
    """Return the private-use characters of GBK-era fonts that Unicode has since encoded, with the character.

    The 80 cells FE50-FEA0 of GBK stood for U+E815-E864 in row order.
    """
    found = {chr(first + i): char for first, row in LATER.items() for i, char in enumerate(row)}
    for number, trail in enumerate(byte for byte in range(0x50, 0xA1) if byte != 0x7F):
        char = bytes([0xFE, trail]).decode("gb18030")
        found.setdefault(chr(0xE815 + number), char)
    return found


def lookalikes() -> str:
    pairs = radicals() | encoded_since()
    what = "radicals and private-use characters -> the characters meant"
    lines = [f"# {what}; compiled from the Unicode Character Database and GB 18030, see NOTICE"]
    return "\n".join([*lines, *(f"{ord(old):04X}\t{new}" for old, new in sorted(pairs.items()))]) + "\n"


def main() -> None:
    DATA.mkdir(parents=True, exist_ok=True)
    for name, make in (
        ("simplified.tsv", simplified),
        ("readings.tsv", readings),
        ("words.txt", words),
        ("pairs.tsv", pairs),
        ("lookalikes.tsv", lookalikes),
        ("model.txt", model),
        ("neighbours.txt", neighbours),
    ):
        (DATA / name).write_text(make(), "utf-8")
        print(name, (DATA / name).stat().st_size)  # noqa: T201  # a build script talks to its maker


if __name__ == "__main__":
    main()
