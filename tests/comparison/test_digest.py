"""The digest of our example story."""

from __future__ import annotations

from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from variorum.articles import from_text, read
from variorum.model.comparison import Comparison
from variorum.pipeline import annotate, compare

EXAMPLE = Path(__file__).parents[2] / "examples/halmery-harbour"


@cache
def comparison() -> Comparison:
    return compare(read([str(EXAMPLE)]).articles)


def test_what_is_contested_is_marked_in_the_digest() -> None:
    contested = [point for point in comparison().points if point.status == "contested"]
    for sentence in comparison().digest:
        tells = any(
            mention.span.article == sentence.span.article
            and sentence.span.start <= mention.span.start < sentence.span.end
            and mention.span.field == sentence.span.field
            for point in contested
            for mention in point.mentions
        )
        assert sentence.contested == tells


def test_no_point_is_told_again_and_again_in_the_digest() -> None:
    told = Counter(sentence.point for sentence in comparison().digest)
    points = {point.id: point for point in comparison().points}
    assert all(count == 1 or (count == 2 and points[key].status == "contested") for key, count in told.items())


def test_a_superseded_figure_is_not_told_in_the_digest() -> None:
    quotes = [sentence.span.quote for sentence in comparison().digest]
    assert any("17" in quote for quote in quotes)
    assert not any("admitted nine" in quote for quote in quotes)


def test_nobody_is_said_to_tell_a_sentence_of_which_they_tell_a_name_only() -> None:
    """What several articles tell of a person is no reason to name them beside what one of them says of her."""
    first = "Ida Brandt, the mayor of Talwin, has taught sailors to swim for eleven years in all kinds of weather."
    second = "Ida Brandt, the mayor of Talwin, bought a lighthouse."
    made = compare([from_text(first, id="first"), from_text(second, id="second")])
    for sentence in made.digest:
        assert "swim" not in sentence.span.quote or sentence.articles == ("first",)


def test_nobody_is_named_beside_a_sentence_that_they_hardly_tell(monkeypatch: pytest.MonkeyPatch) -> None:
    """If no report were sure enough to tell what another one states, only contested values would have two tellers."""
    assert any(len(sentence.articles) > 1 and not sentence.contested for sentence in comparison().digest)
    monkeypatch.setattr("variorum.comparison.backing._BACKED", 1.1)
    points = {point.id: point for point in comparison().points}
    for sentence in compare(read([str(EXAMPLE)]).articles).digest:
        assert len(sentence.articles) == 1 or points[sentence.point].status == "contested"


def test_nobody_is_named_beside_half_a_sentence() -> None:
    """Both halves of "... and ..." are as weighty; the second report tells only the one."""
    first = (
        "A ferry sank off the harbour of Talwin on Monday morning and the mayor bought a lighthouse for her daughter."
    )
    second = "A ferry sank off the harbour of Talwin on Monday morning, the coast guard said."
    made = compare([from_text(first, id="first"), from_text(second, id="second")])
    for sentence in made.digest:
        assert "lighthouse" not in sentence.span.quote or sentence.articles == ("first",)


def test_who_contests_a_part_of_a_sentence_is_not_named_beside_what_it_reports() -> None:
    """The second report tells nothing of a lone saboteur; only its figure is held against that of the first."""
    first = (
        "Harbour officials have said a bus driver who injured at least 21 people in Talwin was a lone saboteur with no "
        "links to any group, according to Courier sources.\n\nThe blast took place across from the town hall."
    )
    second = "A bomb wounded at least 30 people.\n\nSix people were admitted to hospital overnight."
    made = compare([from_text(first, id="first"), from_text(second, id="second")])
    (told,) = [sentence for sentence in made.digest if "saboteur" in sentence.span.quote]
    assert (told.articles, told.contested) == (("first",), True)


def test_a_sentence_of_the_digest_is_much_like_that_of_the_gist_beside_it() -> None:
    """A row may hold a statement that does not belong into it; who tells the row does not tell that."""
    sentences = {
        (document.article.id, sentence.span.field, token.start): sentence.parse.vector
        for document in annotate(read([str(EXAMPLE)]).articles)
        for sentence in document.sentences
        for token in sentence.tokens
    }
    gists = {point.id: point.gist for point in comparison().points}
    for told in comparison().digest:
        shown, gist = (sentences[span.article, span.field, span.start] for span in (told.span, gists[told.point]))
        assert shown @ gist >= 0.6


def test_a_digest_asks_nothing() -> None:
    asked = "How can anybody in the town of Talwin move the council to keep the old harbour open?"
    reports = [from_text(f"{asked} Nobody knew.", id=name) for name in ("first", "second")]
    assert not compare(reports).digest
    stated = "The council of Talwin keeps the old harbour open for another year, as everybody had hoped."
    reports = [from_text(f"{asked} {stated}", id=name) for name in ("first", "second")]
    assert [sentence.span.quote for sentence in compare(reports).digest] == [stated]


def test_a_digest_takes_no_words_of_somebody_whom_its_sentence_does_not_name() -> None:
    quoted = "“We closed the old harbour of Talwin for a year. The quay of the old harbour sank into the mud in May.”"
    reports = [from_text(f"{quoted} So Ida Brandt said on Monday.", id=name) for name in ("first", "second")]
    assert not any("sank" in sentence.span.quote for sentence in compare(reports).digest)
    named = "“The quay of the old harbour of Talwin sank into the mud in May,” Ida Brandt said."
    reports = [from_text(named, id=name) for name in ("first", "second")]
    assert [sentence.span.quote for sentence in compare(reports).digest] == [named]


def test_a_digest_begins_no_sentence_with_somebody_unnamed_if_another_report_names_him() -> None:
    unnamed = (
        "Tom Rask is the mayor. He opened the new harbour bridge of Talwin with a long speech on Monday.",
        "The mayor is Tom Rask. He opened the new harbour bridge of Talwin on Monday with a speech of an hour.",
    )
    named = "The harbour bridge of Talwin, which cost two million crowns, was opened by Tom Rask."
    told = compare([from_text(text, id=f"r{number}") for number, text in enumerate((*unnamed, named))]).digest
    assert named in [sentence.span.quote for sentence in told]
    assert not any(sentence.span.quote.startswith("He ") for sentence in told)


def test_a_digest_begins_with_what_the_reports_begin_with() -> None:
    """The background that both tell at more length comes after the event, for which the lead stands, not a detail."""
    lead = "The old harbour bridge of Talwin collapsed under a lorry on Monday, police said."
    past = (
        "The council closed the bridge for a year in 2016. Engineers had warned the council of rust in its piers. "
        "The council had paid two million crowns for new piers. The mayor opened the bridge again in 2017."
    )
    other = "A lorry brought down the old harbour bridge of Talwin on Monday morning."
    made = compare([from_text(f"{lead} {past}", id="first"), from_text(f"{other} {past}", id="second")])
    assert made.digest[0].span.quote in (lead, other)
    assert len(made.digest) > 1


def test_a_digest_links_no_sentence_to_one_that_it_does_not_tell() -> None:
    linked = "Meanwhile, the council of Talwin closed the old harbour bridge on Monday for a year."
    alone = "The council of Talwin closed the old harbour bridge for a year on Monday."
    reports = [f"Nobody was hurt. {linked}", f"The sun shone. Nobody sang. {alone}"]
    told = compare([from_text(text, id=f"r{number}") for number, text in enumerate(reports)]).digest
    assert [sentence.span.quote for sentence in told] == [alone]


def test_the_weightiest_point_has_its_lead_also_where_nobody_else_tells_its_main_clause() -> None:
    lead = (
        "The mayor of Talwin has to look for a new office after a lorry brought down the old harbour bridge on Monday."
    )
    other = "A lorry brought down the old harbour bridge of Talwin on Monday."
    reports = [f"{lead} It was broken in two.", f"It took a minute to find out why: {other[0].lower()}{other[1:]}"]
    (told, *_) = compare([from_text(text, id=f"r{number}") for number, text in enumerate(reports)]).digest
    assert (told.span.quote, told.articles) == (lead, ("r0",))
