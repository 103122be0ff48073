"""Bytes to characters, whatever they are."""

from __future__ import annotations

import codecs
import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from variorum.errors import InputError, VariorumError
from variorum.sources.decoding import declared_charset, decode

ENGLISH = "The mayor said: “We shall rebuild the café by the quay.” It cost £40 — twice what was planned.\r\n" * 4
POLISH = "Prezydent miasta powiedział, że most zostanie odbudowany jeszcze w tym roku, choć środków brakuje. " * 6
RUSSIAN = "Мэр города заявил, что мост восстановят уже в этом году, хотя денег на это пока не хватает. " * 6


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("utf-8", ENGLISH),
        ("utf-8-sig", ENGLISH),
        ("utf-16", ENGLISH),
        ("utf-16-le", ENGLISH),
        ("utf-16-be", ENGLISH),
        ("utf-32", ENGLISH),
        ("cp1252", ENGLISH),
        ("cp1251", RUSSIAN),
        ("koi8-r", RUSSIAN),
        ("gb18030", "市长说，今年将重建这座桥，尽管目前资金不足。码头工人表示反对。" * 6),
    ],
)
def test_usual_encodings_are_read(encoding: str, text: str) -> None:
    assert decode(text.encode(encoding)) == text


def test_declared_encoding_comes_before_guessing() -> None:
    assert decode(POLISH.encode("iso-8859-2"), "iso-8859-2") == POLISH


def test_declared_encoding_that_does_not_fit_is_ignored() -> None:
    assert decode(ENGLISH.encode(), "ascii") == ENGLISH
    assert decode(ENGLISH.encode(), "no-such-encoding") == ENGLISH
    assert decode(b"x\\u0041 plain", "unicode_escape") == "x\\u0041 plain"


def test_byte_order_mark_is_no_character_of_the_text() -> None:
    assert decode(codecs.BOM_UTF8 + b"abc") == "abc"


def test_single_bad_bytes_do_not_unmake_utf8() -> None:
    text = decode(ENGLISH.encode() + b"\xff" + ENGLISH.encode())
    assert text == ENGLISH + "\ufffd" + ENGLISH


@pytest.mark.parametrize("data", [b"", b" \n\t ", codecs.BOM_UTF8, codecs.BOM_UTF16_LE])
def test_empty_files_are_told(data: bytes) -> None:
    with pytest.raises(InputError, match="is empty"):
        decode(data)


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b"%PDF-1.7 ...", "PDF"),
        (b"PK\x03\x04....", "ZIP"),
        (b"\x89PNG\r\n\x1a\n", "picture"),
        (bytes(range(256)) * 20, "binary"),
        (b"text\x00text\x00\x00more", "binary"),
        (b"\x01\x02\x03\x04" * 50, "binary"),
    ],
)
def test_binary_files_are_told(data: bytes, name: str) -> None:
    with pytest.raises(InputError, match=name):
        decode(data)


def test_charset_of_a_page() -> None:
    assert declared_charset(b'<html><head><meta charset="windows-1252">') == "windows-1252"
    assert declared_charset(b"<meta http-equiv=x content='text/html; charset=koi8-r'>") == "koi8-r"
    assert declared_charset(b'<?xml version="1.0" encoding="ISO-8859-1"?>') == "ISO-8859-1"
    assert declared_charset(b"charset") is None


@given(st.binary(max_size=400), st.none() | st.text(max_size=12))
def test_any_bytes_are_text_or_an_input_error(data: bytes, declared: str | None) -> None:
    with contextlib.suppress(VariorumError):
        decode(data, declared).encode("utf-8")


@given(st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=200))
def test_utf8_comes_back_as_it_was(text: str) -> None:
    if text.strip() and not text.startswith("\ufeff"):
        assert decode(text.encode()) == text
