"""JSON and JSON Lines to records."""

from __future__ import annotations

import contextlib
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from variorum.errors import InputError
from variorum.sources import Limits
from variorum.sources.records import record, values

ONE = {"title": "Bridge falls", "maintext": "It fell on Monday.", "id": 7}


def read(text: str, lines: bool | None = None) -> list[tuple[str, object]]:
    return [(place, value) for place, _, value in values(text, Limits(), lines)]


def test_fields_under_their_usual_names() -> None:
    found = record(
        {
            "id": "a1",
            "title": "T",
            "maintext": "B",
            "date_publish": "2024-05-01 10:00:00",
            "url": "https://news.example/1",
            "source_domain": "news.example",
            "authors": ["Ann Other", {"name": "Bob Roe"}, None, 3],
            "outlet": {"name": "The Example"},
            "description": "D",
            "language": "en",
        }
    )
    assert (found.id, found.title, found.text, found.published) == ("a1", "T", "B", "2024-05-01 10:00:00")
    assert found.authors == ("Ann Other", "Bob Roe")
    assert (found.outlet, found.domain, found.description, found.language) == ("The Example", "news.example", "D", "en")


def test_other_names_and_odd_types() -> None:
    assert record({"headline": "H", "body": "B", "id": 12}).id == "12"
    assert record({"headline": "H", "id": True}).id is None
    assert record({"title": None, "text": "x", "id": "a\nb"}).id is None
    assert record({"title": ["no"], "content": "x", "authors": "Ann"}).authors == ("Ann",)


def test_lone_surrogates_keep_offsets() -> None:
    assert record(json.loads('{"maintext": "a\\ud800b"}')).text == "a\ufffdb"


@pytest.mark.parametrize("value", [None, 3, "text", [], {}, {"title": " ", "maintext": None}, {"foo": "bar"}])
def test_what_is_no_article_is_told(value: object) -> None:
    with pytest.raises(InputError):
        record(value)


def test_documents_arrays_and_outer_objects() -> None:
    assert read(json.dumps(ONE)) == [("", ONE)]
    assert read(json.dumps([ONE, ONE])) == [("item 1", ONE), ("item 2", ONE)]
    assert read(json.dumps({"status": "ok", "articles": [ONE]})) == [("item 1", ONE)]
    assert read("[]") == []


def test_broken_lines_are_numbered_and_the_others_read() -> None:
    text = json.dumps(ONE) + "\r\n\n{broken\n" + json.dumps(ONE) + '\n{"title": "cut of'
    found = read(text, lines=True)
    assert [place for place, _ in found] == ["line 1", "line 3", "line 4", "line 5"]
    assert found[0][1] == found[2][1] == ONE
    assert isinstance(found[1][1], InputError)
    assert "broken JSON" in found[1][1].message
    assert isinstance(found[3][1], InputError)
    assert "breaks off" in found[3][1].message


def test_lines_are_recognised_without_their_suffix() -> None:
    assert len(read(json.dumps(ONE) + "\n" + json.dumps(ONE))) == 2


def test_a_pretty_printed_array_in_a_lines_file() -> None:
    assert len(read(json.dumps([ONE, ONE], indent=1), lines=True)) == 2


def test_a_cut_array_gives_what_is_whole() -> None:
    text = json.dumps([ONE, ONE, ONE])
    found = read(text[:-20])
    assert [value for _, value in found[:2]] == [ONE, ONE]
    assert isinstance(found[2][1], InputError)
    found = read(json.dumps([ONE, ONE])[:-1])
    assert isinstance(found[-1][1], InputError)
    assert "breaks off" in found[-1][1].message


@pytest.mark.parametrize("text", ["[" * 200_000, '{"a":' * 200_000, "[" + '{"a":' * 5000 + "1" + "}" * 5000 + "]"])
def test_deep_nesting_is_refused(text: str) -> None:
    (found,) = read(text)
    assert isinstance(found[1], InputError)
    assert "nested deeper" in found[1].message


def test_brackets_in_strings_do_not_nest() -> None:
    assert read(json.dumps({"title": "[" * 500 + '"' + "{" * 500}))[0][1] == {"title": "[" * 500 + '"' + "{" * 500}
    (found,) = read('{"title": "' + '\\"[' * 100_000)
    assert isinstance(found[1], InputError)


def test_numbers_too_long_for_python_are_broken_json() -> None:
    (found,) = read('{"id": ' + "9" * 10_000 + "}")
    assert isinstance(found[1], InputError)


def test_too_many_records_stop() -> None:
    found = list(values("[1,2,3,4]", Limits(records=2)))
    assert [type(value) for *_, value in found] == [int, int, InputError]


@given(st.text(max_size=200) | st.text(alphabet='[]{}",:\\ \n1a', max_size=60), st.sampled_from([True, False, None]))
def test_any_text_gives_values_or_input_errors(text: str, lines: bool | None) -> None:
    for _, raw, value in values(text, Limits(), lines):
        assert isinstance(raw, str)
        if not isinstance(value, InputError):
            with contextlib.suppress(InputError):
                record(value)


@given(
    st.dictionaries(
        st.sampled_from(["id", "title", "maintext", "authors", "outlet", "date_publish", "url", "language"]),
        st.recursive(
            st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
            lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
            max_leaves=6,
        ),
    )
)
def test_any_object_is_a_record_or_an_input_error(value: dict[str, object]) -> None:
    try:
        found = record(value)
    except InputError:
        return
    assert found.title.strip() or found.text.strip() or found.html or found.description
