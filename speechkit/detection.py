"""Which encoding a file has: every candidate reads the same sample of bytes, and the likeliest text wins.

Nothing rules a candidate out: a byte that it cannot take costs it 9 nats, which is less than a second rare character.
So one bad byte, a cut tail or twenty replaced ones do not change the answer (three well-known detectors lose the codec
on one). What a page says of its own encoding is worth two characters or so: it decides where the bytes do not.
"""

from __future__ import annotations

import codecs
import math
import re
from typing import Final, NamedTuple

from speechkit import decoders, labels, stepping
from speechkit.labels import HEAD, MARKS, Guess
from speechkit.patterns import lazy, lazy_bytes
from speechkit.plausibility import Language, weigh

_STRETCH, _STRETCHES = 160, 6  # bytes: with 800 three well-known detectors named clean GB and Big5 right
_HINT: Final = 8.0  # nats for the encoding that the file declares


class _Candidate(NamedTuple):
    """An encoding, what is written in it, and how much rarer than GB18030 it is here, in nats."""

    encoding: str
    language: Language
    rarer: float


_Field = tuple[_Candidate, ...]

_FIRST: Final[_Field] = (
    _Candidate("gb18030", "chinese", 0.0),
    _Candidate("big5hkscs", "chinese", 0.5),
    _Candidate("utf-8", "any", -4.0),
)
_SECOND: Final[_Field] = (
    _Candidate("cp932", "japanese", 5.0),
    _Candidate("euc_jp", "japanese", 5.0),
    _Candidate("cp949", "korean", 3.0),
    _Candidate("cp1252", "western", 2.0),
    _Candidate("cp1251", "russian", 3.0),
    _Candidate("koi8-r", "russian", 4.0),
    _Candidate("koi8-u", "russian", 16.0),
    _Candidate("cp866", "russian", 6.0),
    _Candidate("iso8859-5", "russian", 6.0),
    _Candidate("mac-cyrillic", "russian", 6.0),
    _Candidate("euc-tw", "chinese", 12.0),
)
_WIDE: Final = tuple(_Candidate(name, "any", 3.0) for name in ("utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"))
_PAIRED: Final = frozenset(["gb18030", "big5hkscs", "cp932", "euc_jp", "cp949"])
_MULTIBYTE: Final = _PAIRED | {"utf-8", "euc-tw"} | {each.encoding for each in _WIDE}


class _Verdict(NamedTuple):
    """How a candidate reads the sample: nats in all, and per character beyond ASCII, of which there are so many."""

    nats: float
    candidate: _Candidate
    mean: float
    beyond: int


def detect(data: bytes) -> Guess:
    """Return the encoding of a file's bytes. Always answers; an empty file is UTF-8."""
    for mark, codec in MARKS:
        if data.startswith(mark):
            return Guess(codec, 1.0, len(mark))
    return _escapes(data) or _weighed_up(data)


def _weighed_up(data: bytes) -> Guess:
    """Return the guess that the likelihoods come to: of the commonest encodings, and of all where none stands out."""
    hint = labels.declared(data)
    sample, candidates = _field(data)
    verdicts = _verdicts(sample, candidates, hint)
    if not _settled(verdicts):
        rest = _rest(candidates, sample, hint)
        verdicts = _in_step(sorted(verdicts + _verdicts(sample, rest, hint)), sample, hint)
    return _judged(verdicts, data, hint)


def _field(data: bytes) -> tuple[bytes, _Field]:
    """Return the bytes to judge by and the encodings to begin with."""
    head = data[: _STRETCH * _STRETCHES]
    zeros = head.count(0)
    if zeros * 50 > len(head) or _lopsided(head):
        return head, (*_FIRST, *_WIDE) if zeros * 4 > len(head) else (*_FIRST, *_WIDE[:2])
    sample = _sample(data)
    return sample, _FIRST if _looks_like_utf8(sample) else _FIRST[:2]


def _rest(tried: _Field, sample: bytes, hint: str | None) -> _Field:
    """Return the encodings that have not been tried yet, the declared one among them."""
    rest = [each for each in (*_FIRST, *_SECOND) if each not in tried]
    if len(sample.translate(None, _EUC)) * 20 > len(sample):
        rest = [each for each in rest if each.encoding != "euc-tw"]
    if hint and hint not in labels.OWN and hint not in {each.encoding for each in (*tried, *rest)}:
        rest.append(_Candidate(hint, "any", 0.0))
    return tuple(rest)


def _looks_like_utf8(sample: bytes) -> bool:
    """Say whether Chinese in UTF-8 makes up a good part of what is beyond ASCII."""
    return len(_THREE.findall(sample)) * 15 > len(sample) - len(sample.translate(None, _BEYOND))


_EUC: Final = bytes((*range(0x80), 0x8E, *range(0xA1, 0xFF)))  # what EUC-TW is made of
_THREE: Final = lazy_bytes(rb"[\xe3-\xe9][\x80-\xbf][\x80-\xbf]")


# ---- the bytes to judge by

_HIGH: Final = lazy_bytes(rb"[\x80-\xff]")
_EDGE: Final = lazy_bytes(rb"[\x00-\x2f]")  # never half of a pair in any codec


def _sample(data: bytes) -> bytes:
    """Return stretches from all over the file that begin with a byte beyond ASCII.

    The head of a page may hold little but its navigation. All but the first stretch begin after a byte that is no half
    of a character.
    """
    found = _HIGH.search(data)
    start = found.start() if found else 0
    stretches = [data[start : start + _STRETCH]]
    for number in range(1, _STRETCHES):
        at = max(start + _STRETCH, number * len(data) // _STRETCHES)
        edge = _EDGE.search(data, at)
        found = _HIGH.search(data, edge.end()) if edge else None
        if found is None:
            break
        start = found.start()
        stretches.append(data[start : start + _STRETCH])
    if len(stretches) == 1:
        return data[start : start + _STRETCH * _STRETCHES]
    return b"\n".join(stretches)


def _lopsided(head: bytes) -> bool:
    """Say whether every other byte is one that Han characters of UTF-16 begin with, and the ones between are not."""
    halves = [len(head[start::2]) - len(head[start::2].translate(None, _LEADS)) for start in (0, 1)]
    return abs(halves[0] - halves[1]) > len(head) / 8


_LEADS: Final = bytes((*range(0x4E, 0xA0), 0x30, 0xFF))


# ---- escapes

_CALLS: Final = lazy_bytes(rb"\x1b\$(?:\)([AGCE])|\*H|([@B]))|\x0e[!-~]{4}")


def _escapes(data: bytes) -> Guess | None:
    """Return the 7-bit encoding whose escapes a file uses. Bytes beyond ASCII may be there, but few."""
    if not _mostly_7_bit(data[:HEAD]):
        return None
    tilde, escape = b"~{" in data, b"\x1b" in data or b"\x0e" in data
    if not (tilde or escape):
        return None
    call = _CALLS.search(data) if escape else None
    start = call.start() if call else data.find(b"~{")
    sample = data[start : start + HEAD]
    if not _mostly_7_bit(sample):
        return None
    if call:
        encoding, language = _called(call)
        text = decoders.iso_2022(sample)
    elif tilde:
        encoding, language, text = "hz", "chinese", decoders.hz(sample)
    else:
        return None
    verdict = _weighed(stepping.SURROGATES.sub("\ufffd", text), _Candidate(encoding, language, 0.0))
    return Guess(encoding, 0.95) if verdict.beyond > 1 and verdict.mean < _LIKELY[language] else None


def _mostly_7_bit(data: bytes) -> bool:
    return b"\0" not in data and len(data) - len(data.translate(None, _BEYOND)) <= 2 + len(data) // 8


_BEYOND: Final = bytes(range(0x80, 0x100))


def _called(call: re.Match[bytes]) -> tuple[str, Language]:
    if call[2]:
        return "iso2022_jp", "japanese"
    return ("iso2022_kr", "korean") if call[1] == b"C" else ("iso-2022-cn", "chinese")


# ---- judging

_SURE: Final = 7.6  # nats a character
_MARGIN: Final = 20.0  # nats: e^20 to 1


def _verdicts(sample: bytes, candidates: _Field, hint: str | None) -> list[_Verdict]:
    """Return what the candidates make of a sample, the likeliest first."""
    verdicts = []
    for candidate in candidates:
        if candidate.encoding == "euc-tw":
            text = stepping.SURROGATES.sub("\ufffd", decoders.euc_tw(sample))
        else:
            width = 4 if "32" in candidate.encoding else 2 if "16" in candidate.encoding else 1
            text = sample.decode(candidate.encoding, "replace").replace("\ufffd", "\ufffd" * width)
        if candidate.encoding == "utf-8" and not _GOOD.search(text):
            candidate = candidate._replace(rarer=_NOTHING)  # noqa: PLW2901  # it has nothing to show but bad bytes
        verdicts.append(_weighed(text, candidate, hint))
    return sorted(verdicts)


_GOOD: Final = lazy("[\x80-\ufffc\U00010000-\U0010ffff]|\\A[\x00-\x7f]*\\Z")
_NOTHING: Final = 4.0


def _in_step(verdicts: list[_Verdict], sample: bytes, hint: str | None) -> list[_Verdict]:
    """Return the verdicts on readings that are put back in step where bytes were lost, if none is good as it stands."""
    if verdicts[0].mean < _SURE:
        return verdicts
    again = []
    for verdict in verdicts:
        again.append(verdict)
        text = stepping.likeliest(sample, verdict.candidate.encoding)
        if text is not None:
            again[-1] = min(verdict, _weighed(stepping.SURROGATES.sub("\ufffd", text), verdict.candidate, hint))
    return sorted(again)


def _weighed(text: str, candidate: _Candidate, hint: str | None = None) -> _Verdict:
    cost, dear, beyond = weigh(text, candidate.language)
    cost += candidate.rarer - (_HINT if candidate.encoding == hint else 0)
    return _Verdict(cost, candidate, dear / max(1, beyond), beyond)


def _settled(verdicts: list[_Verdict]) -> bool:
    best, second = verdicts[:2]
    return best.mean < _SURE + (best.candidate.language == "any") and second.nats - best.nats > _MARGIN


def _judged(verdicts: list[_Verdict], data: bytes, hint: str | None) -> Guess:
    """Return the guess that the verdicts amount to."""
    best = verdicts[0]
    second = next((each for each in verdicts[1:] if not _alike(each, best)), best)
    encoding, language, _ = best.candidate
    if encoding == "utf-8" and _takes(encoding, data):
        return Guess(encoding, 1.0 if data.isascii() else 0.95)
    confidence = round(min(0.99, 1 - 0.5 * math.exp((best.nats - second.nats) / 6)), 2)
    slack = (1 if language in {"western", "russian"} else 3) / math.sqrt(best.beyond or 1)  # a few characters vary more
    if best.beyond and best.mean > _LIKELY[language] + slack:
        if best.beyond >= _ENOUGH and encoding in _PAIRED and _takes(encoding, data):
            return Guess(encoding, min(0.6, confidence))  # rare characters all, but chance would have hit on a bad byte
        return (_other(data, hint) if best.beyond >= _ENOUGH else None) or Guess(encoding, min(0.4, confidence))
    return Guess(encoding, confidence)


def _alike(one: _Verdict, other: _Verdict) -> bool:
    """Say whether two encodings read the same: KOI8-R and KOI8-U do where there is no Ukrainian letter."""
    return one.candidate.language == other.candidate.language and (one.mean, one.beyond) == (other.mean, other.beyond)


# Nats a character beyond ASCII that a right decoding hardly ever exceeds: those of speeches cost 7.0 at
# most in Chinese, 5.8 in Japanese and Korean, 3.9 in Russian, 4.5 in Western languages, wrong ones 9.5 to 13.
_LIKELY: Final[dict[Language, float]] = {
    "chinese": 9.0, "any": 9.0, "japanese": 8.2, "korean": 8.0, "western": 5.5, "russian": 4.7,
}  # fmt: skip
_ENOUGH: Final = 10  # characters


def _other(data: bytes, hint: str | None) -> Guess | None:
    """Return the encoding for a language that no candidate is for: the declared one, or charset-normalizer's guess."""
    if hint and hint not in _MULTIBYTE and _takes(hint, data):
        return Guess(hint, 0.7)
    from charset_normalizer import from_bytes  # noqa: PLC0415  # 39 ms to import, needed for one file in a thousand

    best = from_bytes(data[:65536]).best()
    if best is None:
        return None
    name = codecs.lookup(best.encoding).name
    return Guess(labels.codec_of(name) or name, round(max(0.1, 0.7 - best.chaos), 2))


def _takes(codec: str, data: bytes) -> bool:
    """Say whether a codec takes all bytes of a file."""
    try:
        data.decode(codec)
    except (UnicodeError, LookupError):
        return False
    return True
