"""Queries as users type them, on both databases."""

from __future__ import annotations

from datetime import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reports import arrival, fill

from variorum import archive as use
from variorum.archive.likeness import like
from variorum.errors import InputError
from variorum.store import END, START, Archive
from variorum.store.query import Query, Term, parse


def found(archive: Archive, words: str) -> list[str]:
    hits = archive.search(words)
    return sorted(article.id for article in archive.articles([hit.article for hit in hits]))


def test_a_query_is_taken_apart() -> None:
    assert parse('harbour "ran aground" -bread outlet:bugle ferr*').terms == (
        Term("harbour"),
        Term("ran aground"),
        Term("bread", wanted=False),
        Term("bugle", "outlet"),
        Term("ferr", prefix=True),
    )
    assert parse('entity:"Ines Varga"').terms == (Term("Ines Varga", entity=True),)
    assert parse("status:contested,repeated status:contested") == Query(statuses=("contested", "repeated"))


@pytest.mark.parametrize(
    ("typed", "since", "until"),
    [
        ("2021", datetime(2021, 1, 1), datetime(2022, 1, 1)),
        ("2021-05", datetime(2021, 5, 1), datetime(2021, 6, 1)),
        ("2021-5-6", datetime(2021, 5, 6), datetime(2021, 5, 7)),
        ("2021-12-31..", datetime(2021, 12, 31), None),
        ("..2021-02", None, datetime(2021, 3, 1)),
        ("2021-05-06..2021-05-08", datetime(2021, 5, 6), datetime(2021, 5, 9)),
        (">2021-05", datetime(2021, 6, 1), None),
        (">=2021-05", datetime(2021, 5, 1), None),
        ("<2021", None, datetime(2021, 1, 1)),
        ("<=2021", None, datetime(2022, 1, 1)),
    ],
)
def test_dates_are_intervals(typed: str, since: datetime | None, until: datetime | None) -> None:
    assert parse(f"date:{typed}") == Query(since=since, until=until)


@pytest.mark.parametrize("typed", ["date:soon", "date:2021-13", "date:2021-02-30", "date:><2021", "date:9999",
                                   "status:true"])  # fmt: skip
def test_what_is_no_date_or_status_is_told(typed: str) -> None:
    with pytest.raises(InputError):
        parse(typed)


@settings(deadline=None)
@given(st.text(max_size=40))
def test_any_words_can_be_looked_for(words: str) -> None:
    try:
        terms = parse(words).terms
    except InputError:
        return
    assert all(any(character.isalnum() for character in term.words) for term in terms)


def test_fields_narrow_a_search(archive: Archive) -> None:
    fill(archive)
    assert found(archive, "county") == ["b1", "b2"]
    assert found(archive, "outlet:lamp") == ["b2", "f2"]
    assert found(archive, "county outlet:lamp") == ["b2"]
    assert found(archive, "county -proud") == ["b1"]
    assert found(archive, "title:hull") == ["f2"]
    assert found(archive, "date:2021-05-08") == ["b1", "b2"]
    assert found(archive, "date:<2021-05-08 divers") == ["f1", "f2"]
    assert found(archive, "date:2021-05 -ferry") == ["b1", "b2"]
    assert found(archive, "date:2021-05 -ferry -proud") == ["b1"]
    assert found(archive, "date:2021-05 -outlet:lamp") == ["b1", "f1"]
    assert [hit.article for hit in archive.search("date:2021-05 -ferry -proud", limit=1)] == [archive.number("b1")]
    assert found(archive, '"plait of bread"') == ["b1", "b2"]
    assert found(archive, "plai*") == ["b1", "b2"]
    assert found(archive, "baking judged") == ["b1", "b2"] or found(archive, "baked judge") == ["b1"]


def test_accents_do_not_matter(archive: Archive) -> None:
    archive.add(arrival("x", title="Peña resigns", maintext="The mayor, Lucía Peña, resigned on Monday."))
    assert found(archive, "pena") == found(archive, "Peña") == ["x"]


def test_matches_are_marked(archive: Archive) -> None:
    fill(archive)
    hits = archive.search("lifeboat")
    assert all(f"{START}lifeboat{END}" in hit.snippet for hit in hits)
    assert len(hits) == 2
    assert archive.search("date:2021-05-06")[0].snippet.startswith("The ferry Marigold")


def test_status_and_other_names_come_from_comparisons(archive: Archive) -> None:
    fill(archive)
    archive.add(
        arrival("f3", title="Ferry", date_publish="2021-05-07",
                maintext=f"{FERRY_AGAIN} The captain, Ines Maria Varga, was on the bridge of the Marigold.")
    )  # fmt: skip
    use.form_stories(archive)
    assert found(archive, "status:corroborated") == []
    ferry = use.listing(archive, words="ferry").stories[0]
    comparison = use.comparison(archive, ferry.id)
    status = next(point.status for point in comparison.points if point.articles > 1)
    carriers = {m.span.article for point in comparison.points if point.status == status for m in point.mentions}
    assert set(found(archive, f"status:{status}")) == carriers
    assert found(archive, f"status:{status} bread") == []
    names = next((entity for entity in comparison.entities if "Ines Varga" in entity.aliases), None)
    assert names is not None
    if "Ines Maria Varga" in names.aliases:
        assert "f3" in found(archive, 'entity:"Ines Varga"')
    assert {"f1", "f2"} <= set(found(archive, 'entity:"ines varga"'))


FERRY_AGAIN = "The ferry ran aground at Gull Point near Port Ellory on Tuesday, and the lifeboat took everybody ashore."


def test_stories_like_a_text(archive: Archive) -> None:
    assert like(archive, arrival("f1").article) == []
    fill(archive)
    use.form_stories(archive)
    stranger = arrival("y", title="Marigold hits rocks", maintext=FERRY_AGAIN).article
    first, second = like(archive, stranger)
    assert first.story.id == use.listing(archive, words="marigold").stories[0].id
    assert first.similarity > second.similarity
    assert not second.same
