"""The digest of our example story."""

from __future__ import annotations

from collections import Counter
from datetime import datetime
from functools import cache
from pathlib import Path

import pytest

from variorum.articles import from_text, read
from variorum.comparison.account import interval
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


def test_who_contests_a_part_of_a_sentence_is_not_named_beside_what_it_reports() -> None:
    """The second report tells nothing of a lone saboteur; only its figure is held against that of the first."""
    first = (
        "Harbour officials have said a bus driver who injured at least 21 people in Talwin was a lone saboteur with no "
        "links to any group, according to Courier sources.\n\nThe blast took place across from the town hall."
    )
    second = (
        "A bomb exploded on a bus in central Talwin at a little after noon on Wednesday, wounding at least 30 people."
        "\n\nSix people were admitted to hospital overnight."
    )
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


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        ((2021, 3, 5), (2021, 3, 6), "5 March 2021"),
        ((2021, 3, 1), (2021, 3, 8), "1 to 7 March 2021"),
        ((2021, 3, 29), (2021, 4, 5), "29 March to 4 April 2021"),
        ((2021, 12, 27), (2022, 1, 3), "27 December 2021 to 2 January 2022"),
        ((2021, 3, 1), (2021, 4, 1), "March 2021"),
        ((2021, 1, 1), (2021, 7, 1), "January to June 2021"),
        ((2018, 5, 20), (2019, 8, 2), "May 2018 to August 2019"),
        ((2021, 1, 1), (2022, 1, 1), "2021"),
        ((1967, 1, 1), (1980, 1, 1), "1967 to 1979"),
        ((1950, 1, 1), (1960, 1, 1), "1950s"),
        ((1901, 6, 7), (1911, 3, 2), "1901 to 1911"),
    ],
)
def test_intervals_are_told_as_exactly_as_they_are_known(
    start: tuple[int, int, int], end: tuple[int, int, int], words: str
) -> None:
    assert interval(datetime(*start), datetime(*end)) == words
