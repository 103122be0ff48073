from datetime import datetime

import pytest
from handmade import document
from hypothesis import given
from hypothesis import strategies as st
from plain_sentences import plain

from variorum.annotate.times import find_times
from variorum.model.article import Article
from variorum.model.document import TimeExpression

WEDNESDAY = datetime(2021, 3, 10, 9, 30)


def found(text: str, published: datetime | None = WEDNESDAY) -> list[TimeExpression]:
    article, sentences = plain(text, published)
    times = find_times(article, sentences)
    for time in times:
        assert text[time.span.start : time.span.end] == time.span.quote
        assert (time.start is None) == (time.end is None)
        assert time.start is None or time.end is None or time.start < time.end
    return list(times)


def one(text: str, published: datetime | None = WEDNESDAY) -> TimeExpression:
    times = found(text, published)
    assert len(times) == 1, [t.span.quote for t in times]
    return times[0]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("It fell on 3 January 2020.", "2020-01-03"),
        ("It fell on January 3, 2020.", "2020-01-03"),
        ("It fell on Jan. 3, 2020.", "2020-01-03"),
        ("It fell on the 3rd of January, 2020.", "2020-01-03"),
        ("It fell on Friday, 3 January 2020.", "2020-01-03"),
        ("It fell on 2020-01-03.", "2020-01-03"),
        ("It fell on 03.01.2020.", "2020-01-03"),
        ("It fell on 13/01/2020.", "2020-01-13"),
        ("It fell on 01/13/2020.", "2020-01-13"),
        ("It fell in January 2020.", "2020-01"),
        ("It fell in 2020.", "2020"),
        ("It fell in the 1990s.", "199"),
        ("It fell in the 19th century.", "18"),
        ("It fell in the summer of 2019.", "2019-SU"),
        ("It fell in the third quarter of 1990.", "1990-Q3"),
        ("It fell on Christmas Day 2019.", "2019-12-25"),
    ],
)
def test_dates_of_the_calendar(text: str, value: str) -> None:
    time = one(text)
    assert (time.value, time.kind, time.anchored) == (value, "date", False)
    assert time.start is not None


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("He was killed on Saturday.", "2021-03-06"),
        ("He was killed on Wednesday.", "2021-03-10"),
        ("He was killed last Wednesday.", "2021-03-03"),
        ("The court will meet on Friday.", "2021-03-12"),
        ("The mayor called for Friday's planned vote to be put off.", "2021-03-12"),
        ("The mayor called Friday's vote a farce.", "2021-03-05"),
        ("The court is expected to meet Monday.", "2021-03-15"),
        ("A vote is set for 25 June.", "2021-06-25"),
        ("The court met on 30 December.", "2020-12-30"),
        ("The court met in December.", "2020-12"),
        ("The court met last May.", "2020-05"),
        ("The court will meet in May.", "2021-05"),
        ("The court met in January this year.", "2021-01"),
        ("It rained yesterday.", "2021-03-09"),
        ("It rains today.", "2021-03-10"),
        ("It rained last week.", "2021-W09"),
        ("It rained last month.", "2021-02"),
        ("It rained last year.", "2020"),
        ("It rained on 17 December last year.", "2020-12-17"),
        ("It rained on Dec. 17 of last year.", "2020-12-17"),
        ("It will rain on Monday, March 3 next year.", "2022-03-03"),
        ("It rained earlier this month.", "2021-03"),
        ("It rained two years ago.", "2019"),
        ("It rained five months ago.", "2020-10"),
        ("It rained three days ago.", "2021-03-07"),
        ("It rained over the weekend.", "2021-W09-WE"),
        ("It rained last night.", "2021-03-09TNI"),
        ("It rained on Saturday morning.", "2021-03-06TMO"),
        ("It rained at 5:10 a.m. on Saturday.", "2021-03-06T05:10"),
        ("It rained at 5:10 a. m. on Saturday.", "2021-03-06T05:10"),
        ("It rained on Saturday at 5pm.", "2021-03-06T17:00"),
    ],
)
def test_times_told_from_the_publication(text: str, value: str) -> None:
    time = one(text)
    assert (time.value, time.anchored) == (value, True)
    assert time.start is not None


@pytest.mark.parametrize(
    ("text", "value", "kind"),
    [
        ("It lasted two hours.", "PT2H", "duration"),
        ("He served for 12 years.", "P12Y", "duration"),
        ("It took two and a half years.", "P2Y6M", "duration"),
        ("It took half an hour.", "PT30M", "duration"),
        ("It took several months.", "PXM", "duration"),
        ("They meet every Friday.", "XXXX-WXX-5", "set"),
        ("They meet every second week.", "P2W", "set"),
        ("They meet each year.", "P1Y", "set"),
        ("It is currently closed.", "PRESENT_REF", "date"),
        ("It will open soon.", "FUTURE_REF", "date"),
        ("It began around 5.10am.", "T05:10", "time"),
        ("It began at 0510 GMT.", "T05:10Z", "time"),
        ("Days later, it closed.", "PXD", "duration"),
    ],
)
def test_times_without_a_place_on_the_calendar(text: str, value: str, kind: str) -> None:
    time = one(text)
    assert (time.value, time.kind, time.start) == (value, kind, None)


def test_parts_of_a_month_are_apart() -> None:
    early, late = one("It ended in early December."), one("It ended at the end of December.")
    assert early.value == late.value == "2020-12"
    assert early.end is not None
    assert late.start is not None
    assert early.end < late.start


def test_without_publication_nothing_is_guessed() -> None:
    assert one("It began at 5 p.m. on Saturday.", None).value == "XXXX-WXX-6T17:00"
    for text in ("It rained on Saturday.", "It rained yesterday.", "It rained two years ago.", "It rained in May."):
        time = one(text, None)
        assert time.start is None


def test_order_of_figures() -> None:
    assert one("It fell on 03/04/2020.").value == "2020-XX-XX"
    assert found("It fell on 03/04/2020, not on 25/04/2020.")[0].value == "2020-04-03"
    assert found("It fell on 03/04/2020, not on 04/25/2020.")[0].value == "2020-03-04"
    assert one("It fell on 03/04/2020.", datetime(2020, 4, 4)).value == "2020-04-03"


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("It fell in May and August 2012.", ["2012-05", "2012-08"]),
        ("It lasted from 3 May to 9 June 2019.", ["2019-05-03", "2019-06-09"]),
        ("It lasted from 30 December to 2 January 2019.", ["2018-12-30", "2019-01-02"]),
    ],
)
def test_two_dates_share_a_year(text: str, values: list[str]) -> None:
    assert [time.value for time in found(text)] == values


def test_several_days_of_one_month() -> None:
    time = one("It lasted from 3 to 9 May 2019.")
    assert (time.start, time.end) == (datetime(2019, 5, 3), datetime(2019, 5, 10))


def test_year_given_once_holds_for_the_day() -> None:
    times = found("He was shot on 5 May, a court heard.\nThe killing of 5 May 2017 shocked the town.")
    assert [time.value for time in times] == ["2017-05-05", "2017-05-05"]


def test_days_counted_from_a_dated_event() -> None:
    times = found("He was killed in a strike on 3 January 2020.\nFive days after the strike, they answered.")
    assert times[1].value == "2020-01-08"
    assert times[1].span.quote == "Five days after the strike"
    assert times[1].anchored


def test_days_counted_from_an_undated_event() -> None:
    time = one("Five days after the strike, they answered.")
    assert (time.value, time.kind, time.start, time.anchored) == ("P5D", "duration", None, True)


def test_an_anniversary_does_not_date_the_event() -> None:
    times = found(
        "They marked the anniversary of the strike on 3 March 2021.\nFive days after the strike, they answered."
    )
    assert times[1].start is None


def test_two_days_for_one_event_are_no_anchor() -> None:
    text = "A strike on 3 May 2019 failed.\nA strike on 4 June 2019 did not.\nTwo days after the strike, it rained."
    assert found(text)[2].start is None


def test_the_following_day() -> None:
    assert found("It fell on 3 May 2019.\nThe following day it rained.")[1].value == "2019-05-04"
    assert found("It fell between 3 May 2019 and 9 May 2019.\nThe following day it rained.")[2].start is None


def test_time_of_day_takes_the_only_day_named() -> None:
    assert found("It fell on Saturday morning.\nIt began at 5:10 a.m., she said.")[1].value == "2021-03-06T05:10"


@pytest.mark.parametrize(
    "text",
    [
        "A 30-year-old man left.",
        "About 2000 people came.",
        "He may march in spring water.",
        "It moved three-quarters of the sand.",
        "On 31 June it rained.",
        "A second man left.",
    ],
)
def test_no_time(text: str) -> None:
    assert found(text) == []


def test_tense_comes_from_the_verb() -> None:
    def value(text: str, rows: str) -> str:
        article, sentences = document(text, rows)
        dated = Article(id="a", title="", text=article.text, published=WEDNESDAY)
        return find_times(dated, sentences)[0].value

    will = (
        "Leaders NOUN 3 nsubj\nwill AUX 3 aux\nmeet VERB 0 root\non ADP 5 case\nSaturday PROPN 3 obl\n. PUNCT 3 punct"
    )
    assert value("Leaders will meet on Saturday.", will) == "2021-03-13"
    probe = (
        "Police NOUN 3 nsubj\nare AUX 3 aux\nprobing VERB 0 root\na DET 5 det\nfire NOUN 3 obj\n"
        "on ADP 7 case\nSaturday PROPN 5 nmod\n. PUNCT 3 punct"
    )
    assert value("Police are probing a fire on Saturday.", probe) == "2021-03-06"
    bailed = "He PRON 3 nsubj\nwas AUX 3 aux\nbailed VERB 0 root\nuntil ADP 5 case\n{} PROPN 3 obl\n. PUNCT 3 punct"
    assert value("He was bailed until April.", bailed.format("April")) == "2021-04"
    assert value("He was bailed until January.", bailed.format("January")) == "2021-01"


@given(
    st.lists(
        st.sampled_from("Monday 3 May , 2020 5 p.m. at last week two years ago days after the strike 1990s".split())
    ),
    st.datetimes(),
)
def test_spans_and_intervals(words: list[str], published: datetime) -> None:
    found(" ".join(words), published)


@given(st.text(max_size=100))
def test_any_text(text: str) -> None:
    found(text)


def test_long_input_is_read_once() -> None:
    for piece in ("Monday ", "in 2018 ", "five days after the strike on 3 May 2020 ", "10:", "two and "):
        found(piece * 2000)
