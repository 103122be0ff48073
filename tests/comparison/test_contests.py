"""What is contested and what is not, on short reports of invented events read with the real model."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

import pytest

from variorum.articles import from_text
from variorum.model.comparison import Comparison, Point
from variorum.pipeline import compare


def reports(*texts: str) -> Comparison:
    return compare([from_text(text, id=f"r{n}") for n, text in enumerate(texts, start=1)])


def contested(comparison: Comparison) -> list[Point]:
    return [point for point in comparison.points if point.status == "contested"]


def values(point: Point) -> list[str]:
    assert point.differs is not None
    return [value.span.quote for value in point.differs.values]


def test_two_figures_for_one_thing() -> None:
    found = contested(
        reports(
            "A ferry sank off Talwin on Monday. At least 40 people drowned in the accident, the harbour master said.",
            "A ferry went down near Talwin. The accident drowned 62 people, according to the coast guard.",
        )
    )
    assert [values(point) for point in found] == [["At least 40 people", "62 people"]]


def test_who_estimates_is_told_with_each_figure() -> None:
    (point,) = contested(
        reports(
            "Crowds marched through Osk on Monday. Police put the crowd at 4,000. The union put the crowd at 15,000.",
            "Crowds marched through Osk on Monday. The crowd was 9,000 strong.",
        )
    )
    assert point.differs is not None
    assert {(value.span.quote, value.said_by) for value in point.differs.values} == {
        ("4,000", "Police"),
        ("15,000", "The union"),
        ("9,000", None),
    }


def test_a_crowd_is_one_crowd_whatever_it_is_called() -> None:
    (point,) = contested(
        reports(
            "Hundreds of rioters marched through Osk on Monday against the sale of the harbour.",
            "About 9,000 mourners marched through Osk on Monday against the sale of the harbour.",
        )
    )
    assert values(point) == ["Hundreds of rioters", "About 9,000 mourners"]


def test_who_gives_the_other_figure_too_contests_nothing() -> None:
    comparison = reports(
        "The landslide in Osk buried a school. Twelve people were killed. Nine people were taken to hospital.",
        "A landslide hit Osk on Sunday. Nine people were taken to hospital and 12 people were killed, officials said.",
    )
    assert not contested(comparison)


def test_a_denial_against_an_assertion() -> None:
    found = contested(
        reports(
            "The mayor of Brell took money from the builder Hanno Kast, the newspaper reported on Friday.",
            "The mayor of Brell denied that he took money from the builder Hanno Kast.",
        )
    )
    assert [point.differs.aspect for point in found if point.differs] == ["outcome"]


@pytest.mark.parametrize(
    ("affirmed", "negated"),
    [
        ("Vera Lund was charged with arson on Monday.", "No charges have been filed against Vera Lund so far."),
        ("The regulator approved the dam on Monday.", "The regulator is yet to approve the dam."),
        ("Vera Lund has been charged with arson.", "No name is given until Vera Lund has been charged with arson."),
    ],
)
def test_a_negation_of_what_another_states(affirmed: str, negated: str) -> None:
    assert len(contested(reports(f"The dam broke in May. {affirmed}", f"The dam broke in May. {negated}"))) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The strike is about wages.", "The strike is not just about wages."),
        ("The council wants to close the bridge.", "The council wants to not close the bridge."),
        ("Voters came to the polls in Osk.", "There was no shortage of voters at the polls in Osk."),
        ("The trains in Osk ran again.", "The trains in Osk did not run again until Friday."),
        ("Hanno Kast had opened the bridge.", "Nobody crossed the Osk until Hanno Kast had opened the bridge."),
        ("Hanno Kast asked whether the bridge was closed.", "Hanno Kast said the bridge was not closed."),
        ("The ministry declined to comment on the strike.", "The ministry had no comment on the strike."),
        ("Hanno Kast is sure that the union will win.", "Hanno Kast is not sure when the union will meet."),
        ("The inquiry into the fire in Osk was unreasonable.", "The inquiry into the fire in Osk was not reasonable."),
        ("Trade in guns is a breach of the treaty of Osk.", "Possession of guns is not a breach of the treaty of Osk."),
        ("Selling parts of a whale breaks the law.", "You are not allowed to sell parts of a whale."),
    ],
)
def test_what_only_looks_like_a_negation(one: str, other: str) -> None:
    assert not contested(
        reports(f"Dockers went on strike in Brell. {one}", f"Dockers went on strike in Brell. {other}")
    )


def test_two_dates_of_one_event() -> None:
    comparison = reports(
        "The council of Osk adopted the ban on fishing in March 2031.",
        "The ban on fishing was adopted by the council of Osk in June 2031.",
    )
    assert [values(point) for point in contested(comparison)] == [["March 2031", "June 2031"]]


@pytest.mark.parametrize(
    ("other", "relation"),
    [
        ("on the evening of March 3, 2031", "conflict"),
        ("in March 2031", "detail"),
        ("in 2031", "detail"),
        ("in 2030", None),  # "last year" is rarely meant against a day
    ],
)
def test_a_day_against_shorter_and_longer_times(other: str, relation: str | None) -> None:
    comparison = reports(
        "The council of Osk adopted the ban on fishing on March 4, 2031.",
        f"The council of Osk adopted the ban on fishing {other}.",
    )
    (point,) = (point for point in comparison.points if len({mention.span.article for mention in point.mentions}) > 1)
    assert (point.differs and point.differs.relation) == relation


def test_who_says_dozens_and_a_number_says_the_number() -> None:
    found = contested(
        reports(
            "A tram overturned in Osk. Dozens of people were injured. "
            "The 51 injured people were taken to two hospitals.",
            "A tram overturned in Osk on Monday. The 64 injured people were taken to two hospitals.",
        )
    )
    assert [values(point) for point in found] == [["51 injured people", "64 injured people"]]


def test_the_ends_of_a_term_are_held_against_each_other() -> None:
    found = contested(
        reports(
            "Vera Lund is the second woman in the office, after Ida Brandt, who held the office from 1967 to 1979.",
            "Vera Lund will be the first woman in the office since Ida Brandt, who held the office from 1966 to 1978.",
        )
    )
    assert [values(point) for point in found] == [["from 1967 to 1979", "from 1966 to 1978"]]


def test_a_time_after_which_something_happened_is_not_its_time() -> None:
    assert not contested(
        reports(
            "The council of Osk adopted the ban on fishing after March 3, 2031.",
            "The council of Osk adopted the ban on fishing on March 3, 2031, and not before March 2, 2031.",
        )
    )


def test_the_year_of_an_anniversary_is_not_that_of_the_event() -> None:
    assert not contested(
        reports(
            "Ida Brandt was killed in the attack on Osk on 3 January 2030.",
            "On the first anniversary of the attack on Osk in January 2031, the mayor spoke of Ida Brandt.",
        )
    )


def superseded(comparison: Comparison) -> list[Point]:
    return [point for point in comparison.points if point.status == "superseded"]


def test_the_dead_are_not_the_hurt() -> None:
    comparison = reports(
        "A mill in Osk exploded on Monday. The blast killed 12 people, the mayor said.",
        "A mill exploded in Osk. Some 40 people were injured by the blast, the mayor said.",
    )
    assert not contested(comparison)


def test_ages_of_two_people_contest_nothing() -> None:
    comparison = reports(
        "Police in Osk arrested Hanno Kast, 41, on suspicion of arson on Monday.",
        "Police in Osk arrested Vera Lund, 36, on suspicion of arson on Monday.",
    )
    assert not contested(comparison)


def test_a_toll_that_is_told_to_have_risen_replaces_the_earlier_one() -> None:
    comparison = reports(
        "A mill in Osk exploded on Monday. Nine people were injured in the blast.",
        "The number of people injured when a mill in Osk exploded has risen to 17, the hospital said, up from nine.",
    )
    assert not contested(comparison)
    (point,) = superseded(comparison)
    assert {"nine", "17"} <= {value.casefold().split()[0] for value in values(point)}


def test_the_figure_that_stands_is_told_last() -> None:
    (point,) = superseded(
        reports(
            "A mill in Osk exploded on Monday. Nine people were injured in the blast.",
            "The number of people injured when a mill in Osk exploded rose from nine to 17, the hospital said.",
        )
    )
    assert values(point)[-1].startswith("17")


def test_times_of_day_contest_each_other() -> None:
    comparison = reports(
        "A fire broke out in the harbour of Osk at about 10 a.m. on Monday.",
        "A fire broke out in the harbour of Osk on Monday at about 11:30 a.m.",
    )
    assert len(contested(comparison)) == 1


def test_words_of_two_happenings_are_not_held_against_each_other() -> None:
    assert not contested(
        reports(
            "The cabinet of Orlavia sold the harbour. Residents whom the newspaper met on Sunday were weary.",
            "The cabinet of Orlavia sold the harbour. The union and the minister agreed to meet on Thursday.",
        )
    )


def test_a_demand_that_is_denied() -> None:
    found = contested(
        reports(
            "Vera Lund had asked the police chief to stop the inquiry into the harbour, Hanno Kast told the council.",
            "Vera Lund denied on Monday that she had asked the police chief to stop the inquiry.",
        )
    )
    assert [point.differs.aspect for point in found if point.differs] == ["outcome"]


def test_every_value_is_verbatim_and_stands_in_its_row() -> None:
    comparison = reports(
        "Police counted 300 marchers in Talwin. The march ended at noon.",
        "Some 4,000 marchers filled the streets of Talwin, the organisers said.",
    )
    (point,) = contested(comparison)
    articles = {article.id: article for article in comparison.articles}
    assert point.differs is not None
    for value in point.differs.values:
        text = articles[value.span.article].text
        assert text[value.span.start : value.span.end] == value.span.quote
        assert any(
            mention.span.article == value.span.article and mention.span.start <= value.span.start < mention.span.end
            for mention in point.mentions
        )
    assert isinstance(point.differs.probability, float)


def test_days_of_publication_with_and_without_a_zone_can_be_put_in_order() -> None:
    east = timezone(timedelta(hours=2))
    found = compare(
        [
            from_text("A mill in Osk exploded. Nine people were hurt.", id="a", published=datetime(2031, 5, 1, 8)),
            from_text(
                "A mill in Osk exploded. The blast hurt 17 people, up from nine.",
                id="b",
                published=datetime(2031, 5, 2, 9, tzinfo=east),
            ),
        ]
    )
    assert [point.status for point in found.points if point.differs] == ["superseded"]
    assert found.digest


@pytest.mark.parametrize(
    ("affirming", "denying"),
    [
        ("The Talwin seals live in the forests of Orvane.", "The Talwin seals do not live on hay."),
        ("Norrand will boycott the harbour games.", "Orvane will not boycott the harbour games."),
        ("Norrand ministers to boycott harbour games over naval moves.", "Orvane will not boycott the harbour games."),
        (
            "The islanders of Sorvik are represented by a non-voting delegate in the House of Orvane.",
            "The islanders of Sorvik have no representation in the Senate of Orvane and only limited representation in "
            "the House.",
        ),
    ],
)
def test_what_is_denied_of_something_else_contests_nothing(affirming: str, denying: str) -> None:
    assert not contested(reports(affirming, denying))


def test_stretches_that_writers_look_back_over_contest_nothing() -> None:
    found = reports(
        "Gas was used nine times in the past two months in Talwin, the islanders of Orvane said.",
        "Gas was used nine times in the past three weeks in Talwin, the islanders of Orvane said.",
    )
    assert not contested(found)


def test_what_is_planned_is_not_held_against_what_happened() -> None:
    planned = "A display of new ships will be held in the harbour of Talwin on January 7."
    assert contested(reports(planned, "A display of new ships will be held in the harbour of Talwin on January 9."))
    assert not contested(reports(planned, "A display of new ships was held in the harbour of Talwin on January 9."))


def test_what_comes_on_top_of_a_figure_contests_none() -> None:
    first = "Ten people were killed in Talwin by shells on Wednesday, the ministry said."
    assert contested(reports(first, "Five people were killed in Talwin by shells on Wednesday, the ministry added."))
    assert not contested(reports(first, "Five more people were killed in Talwin by shells on Wednesday, doctors said."))


def test_what_a_rate_is_of_contests_nothing() -> None:
    comparison = reports(
        "Roads in Osk are deadly. The country saw 38 road deaths per 100,000 people last year.",
        "Roads in Osk are deadly. The country saw more than 8,600 people die on roads last year.",
    )
    assert not contested(comparison)


def test_a_claim_about_the_crowd_is_told_beside_the_articles_own_words() -> None:
    (point,) = contested(
        reports(
            "Hundreds of protesters gathered in Osk on Monday against the sale of the harbour.",
            "Thousands of people gathered in Osk on Monday against the sale of the harbour.",
            "Thousands of people gathered in Osk on Monday against the sale of the harbour. "
            "“Tens of thousands of people gather at the harbour,” wrote one user.",
        )
    )
    assert values(point) == [
        "Hundreds of protesters",
        "Thousands of people",
        "Tens of thousands of people",
        "Thousands of people",
    ]
