"""WARC and WET files: pages and nothing else, whatever is damaged."""

from __future__ import annotations

import gzip
import json
import random
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from speechkit.cli.group import command
from speechkit.corpus import warc

pytest.importorskip("fastwarc")

PAGE = "<html><body><h1>在会议上的讲话</h1><p>同志们:</p><p>今天开会,讲第{}点意见。</p></body></html>"


def member(uri: str, body: bytes, kind: str = "text/html; charset=gb2312", *more: str, status: str = "200 OK") -> bytes:
    head = "\r\n".join((f"HTTP/1.1 {status}", f"Content-Type: {kind}", *more, "", ""))
    return block("response", uri, "application/http; msgtype=response", head.encode() + body)


def block(kind: str, uri: str, content_type: str, payload: bytes) -> bytes:
    lines = (
        "WARC/1.0", f"WARC-Type: {kind}", f"WARC-Target-URI: {uri}", "WARC-Date: 2022-01-01T00:00:00Z",
        "WARC-Record-ID: <urn:uuid:12345678-0000-0000-0000-000000000000>", f"Content-Type: {content_type}",
        f"Content-Length: {len(payload)}", "", "",
    )  # fmt: skip
    return "\r\n".join(lines).encode() + payload + b"\r\n\r\n"


def page(number: int) -> bytes:
    return member(f"http://a.cn/{number}", PAGE.format(number).encode("gb18030"))


def run(*args: str, **rest: Any) -> Result:
    result = CliRunner().invoke(command, ["clean", *args, "-f", "jsonl"], **rest)
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def names(result: Result) -> list[str]:
    return [json.loads(line)["source"]["name"] for line in result.stdout.splitlines()]


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


MIXED = [
    block("warcinfo", "", "application/warc-fields", b"software: test\r\n"),
    page(1),
    block("request", "http://a.cn/1", "application/http; msgtype=request", b"GET / HTTP/1.1\r\n\r\n"),
    member("http://a.cn/picture", b"\x89PNG", "image/png"),
    member("http://a.cn/gone", b"<html>404</html>", status="404 Not Found"),
    member("http://a.cn/2", gzip.compress(PAGE.format(2).encode()), "text/html", "Content-Encoding: gzip"),
    member(
        "http://a.cn/3", b"5\r\n<html\r\n0e\r\n><p>hi</p></a>\r\n0\r\n\r\n", "text/html", "Transfer-Encoding: chunked"
    ),
    block("resource", "http://a.cn/file", "text/html; charset=utf-8", PAGE.format(5).encode()),
    block("response", "http://a.cn/bare", "application/http; msgtype=response", b"HTTP/1.1 200 OK\r\n\r\nbare"),
    block("conversion", "http://a.cn/wet", "text/plain", "同志们:今天开会。".encode()),
    page(4),
]


@pytest.mark.parametrize("pack", [lambda data: data, gzip.compress], ids=["plain", "gzip"])
def test_pages_are_taken_and_nothing_else(pack: Any) -> None:
    Path("a.warc.gz").write_bytes(b"".join(map(pack, MIXED)))
    result = run("a.warc.gz")
    assert (result.exit_code, result.stderr.count("\n")) == (0, 3)
    told = "image/png 1, no media type 1, request 1, status 404 1, warcinfo 1\n"
    assert f"speechkit: 5 records passed over, no pages: {told}" in result.stderr
    assert names(result) == [f"http://a.cn/{name}" for name in ("1", "2", "3", "file", "wet", "4")]
    first = json.loads(result.stdout.splitlines()[0])
    assert first["source"]["media_type"] == "text/html"
    assert first["blocks"][-1]["text"] == "今天开会，讲第1点意见。"


def test_the_charset_of_the_server_helps_where_the_bytes_do_not_tell() -> None:
    Path("a.warc").write_bytes(
        member("http://a.cn/", "<p>ï¿½ café</p>".encode("latin-1"), "text/html; charset=latin-1")
    )
    (line,) = run("a.warc").stdout.splitlines()
    assert json.loads(line)["blocks"]
    Path("b.warc").write_bytes(page(1).replace(b"charset=gb2312", b"charset=nonsens"))
    assert "讲第1点意见" in run("b.warc").stdout


@pytest.mark.parametrize("bad", [0, 1, 4])
def test_a_damaged_member_is_told_and_the_next_ones_are_read(bad: int) -> None:
    packed = [bytearray(gzip.compress(page(number) * 1)) for number in range(5)]
    packed[bad][20:60] = b"\0" * 40
    Path("a.warc.gz").write_bytes(b"".join(packed))
    result = run("a.warc.gz")
    assert result.exit_code == 3
    assert names(result) == [f"http://a.cn/{number}" for number in range(5) if number != bad]
    assert result.stderr.count("a member is damaged") == 1


@pytest.mark.parametrize("bad", [0, 1, 3])
def test_a_damaged_frame_is_told_and_the_next_ones_are_read(bad: int) -> None:
    zstd = pytest.importorskip("backports.zstd")
    packed = [bytearray(zstd.compress(page(number))) for number in range(5)]
    packed[bad][4:50] = b"\xff" * 46
    Path("a.warc.zst").write_bytes(b"".join(packed))
    result = run("a.warc.zst")
    assert result.exit_code == 3
    assert names(result) == [f"http://a.cn/{number}" for number in range(5) if number != bad]
    assert result.stderr.count("a member is damaged") == 1


def test_damage_without_end_has_an_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(warc, "_MOST_DAMAGE", 5)
    Path("a.warc.gz").write_bytes(b"\x1f\x8b\x08\x00rubbish" * 50)
    result = run("a.warc.gz")
    assert result.exit_code == 4
    assert result.stderr.count("a member is damaged") == 5
    assert "damaged in 5 places: the rest is not read" in result.stderr


def test_garbage_before_the_first_record_is_told() -> None:
    Path("a.warc").write_bytes(b"WARC/1.0\r\nWARC-Ty" + b"garbage" * 30 + b"\r\n\r\n" + page(0) + page(1))
    result = run("a.warc")
    assert result.exit_code == 3
    assert names(result) == ["http://a.cn/0", "http://a.cn/1"]
    assert "damaged" in result.stderr


def test_garbage_between_records_is_told() -> None:
    Path("a.warc").write_bytes(page(0) + page(1)[:40] + b"garbage" * 50 + b"\r\n\r\n" + page(2) + page(3))
    result = run("a.warc")
    assert result.exit_code == 3
    assert {"http://a.cn/0", "http://a.cn/3"} <= set(names(result))
    assert "damaged" in result.stderr


@pytest.mark.parametrize("pack", [lambda data: data, gzip.compress], ids=["plain", "gzip"])
@pytest.mark.parametrize("left", [20, 60, 150])
def test_a_file_that_is_cut_off_is_told(pack: Any, left: int) -> None:
    data = b"".join(map(pack, map(page, range(3))))
    Path("a.warc.gz").write_bytes(data[: len(data) - left])
    result = run("a.warc.gz")
    assert result.exit_code == 3, result.stderr
    assert names(result) == ["http://a.cn/0", "http://a.cn/1"]


@pytest.mark.parametrize("data", [b"", b"no archive", b"\x1f\x8b\x08" + b"\0" * 100, gzip.compress(b"text")])
def test_what_is_no_archive_is_told(data: bytes) -> None:
    Path("a.warc.gz").write_bytes(data)
    result = run("a.warc.gz")
    assert result.exit_code == 4
    assert "a.warc.gz" in result.stderr
    assert "Traceback" not in result.stderr


def test_a_record_may_not_fill_the_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(warc, "LARGEST", 10_000)
    bomb = member("http://a.cn/bomb", gzip.compress(b"a" * 10_000_000), "text/html", "Content-Encoding: gzip")
    Path("a.warc").write_bytes(page(0) + bomb + page(1))
    result = run("a.warc")
    assert names(result) == ["http://a.cn/0", "http://a.cn/1"]
    assert "the record is larger than" in result.stderr


def test_kinds_of_records_without_end_have_an_end() -> None:
    odd = [member(f"http://a.cn/{number}", b"-", f"odd/{number}-{'x' * 99}") for number in range(300)]
    Path("a.warc").write_bytes(b"".join([*odd, page(1)]))
    result = run("a.warc", "--log-json", "log")
    assert result.exit_code == 0
    assert "300 records passed over, no pages: others 200, odd/0-xxx" in result.stderr
    end = json.loads(Path("log").read_text("utf-8").splitlines()[-1])
    assert sum(end["passed_over"].values()) == 300
    assert max(map(len, end["passed_over"])) <= 40


def test_an_archive_without_pages_is_told() -> None:
    Path("a.warc").write_bytes(MIXED[0])
    result = run("a.warc", "-o", "out/")
    assert (result.exit_code, list(Path("out").glob("*.jsonl"))) == (0, [])
    assert "1 record passed over, no pages: warcinfo 1" in result.stderr


@pytest.mark.parametrize("pack", [lambda data: data, gzip.compress], ids=["plain", "gzip"])
def test_an_archive_may_not_unpack_for_ever(pack: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(warc, "FREE", 100_000)
    monkeypatch.setattr(warc, "MOST_RATIO", 30)
    bombs = [member(f"http://a.cn/{number}", b"a" * 90_000) for number in range(9)]
    Path("a.warc.gz").write_bytes(b"".join(map(pack, [page(1), *bombs])))
    result = run("a.warc.gz")
    if pack is gzip.compress:
        assert result.exit_code == 3
        assert "it unpacks to more than 30 times its size; unpack it yourself if you trust it" in result.stderr
        assert len(names(result)) == 2
    else:
        assert result.exit_code == 0


@pytest.mark.parametrize("seed", range(30))
def test_a_bit_that_flips_in_one_member_costs_that_member_at_most(seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311  # places of a test
    pages = [member(f"http://a.cn/{number}", PAGE.format(chance.random()).encode() * 9) for number in range(5)]
    parts = [gzip.compress(each, mtime=0) for each in pages]
    bad, hurt = chance.randrange(5), bytearray()
    hurt += parts[bad]
    hurt[chance.randrange(len(hurt))] ^= 1 << chance.randrange(8)
    Path("a.warc.gz").write_bytes(b"".join([*parts[:bad], bytes(hurt), *parts[bad + 1 :]]))
    result = run("a.warc.gz")
    around = [f"http://a.cn/{number}" for number in range(5) if number != bad]
    assert [name for name in names(result) if name in around] == around
    harmless = False
    with suppress(Exception):  # whatever the damage makes of it
        harmless = gzip.decompress(bytes(hurt)) == pages[bad]
    assert result.exit_code == (0 if harmless else 3), result.stderr
