from __future__ import annotations

import builders
from hypothesis import given
from hypothesis import strategies as st

from variorum.model.article import Article
from variorum.model.comparison import Comparison
from variorum.model.text import Block
from variorum.report import marks
from variorum.report.witnesses import witnesses

_TEXT = "Alpha beta gamma.\n\nDelta epsilon zeta eta theta.\n\nIota kappa."
_SPAN = st.tuples(st.integers(0, len(_TEXT) - 1), st.integers(1, 30)).map(
    lambda p: (p[0], min(p[0] + p[1], len(_TEXT)))
)


@given(st.lists(_SPAN, max_size=12), st.lists(_SPAN, max_size=3))
def test_marks_may_overlap_and_no_character_is_lost(
    spans: list[tuple[int, int]], blocks: list[tuple[int, int]]
) -> None:
    article = Article("a", "", _TEXT, blocks=tuple(Block("paragraph", "text", *span) for span in blocks))
    found = marks.Marks(witnesses(Comparison((article,))))
    for number, (start, end) in enumerate(spans, 1):
        found.add(article.span("text", start, end), f"p{number}", "single")
    marked = found.blocks(article)
    text = "".join(segment.text for block in marked for segment in block.segments)
    assert "".join(text.split()) == "".join(_TEXT.split())
    covered: dict[str, str] = {}
    for block in marked:
        for segment in block.segments:
            for key in segment.keys:
                covered[key] = covered.get(key, "") + segment.text
    for number, (start, end) in enumerate(spans, 1):
        assert "".join(covered.get(f"p{number}", "").split()) == "".join(_TEXT[start:end].split())
    anchors = [anchor for block in marked for segment in block.segments for anchor in segment.anchors]
    assert len(anchors) == len(set(anchors))


def test_a_point_is_told_once_where_two_of_its_mentions_end_together() -> None:
    article = Article("a", "", _TEXT)
    found = marks.Marks(witnesses(Comparison((article,))))
    for start, key in ((0, "p1"), (6, "p1"), (0, "p2")):
        found.add(article.span("text", start, 16), key, "single")
    ends = [[mark.key for mark in segment.ends] for block in found.blocks(article) for segment in block.segments]
    assert [keys for keys in ends if keys] == [["p1", "p2"]]


def test_every_span_of_a_comparison_has_its_place_in_the_page() -> None:
    comparison = builders.comparison()
    who = witnesses(comparison)
    found = marks.collect(comparison, who)
    anchors: set[str] = set()
    for article in comparison.articles:
        segments = [*found.title(article), *(s for block in found.blocks(article) for s in block.segments)]
        anchors.update(anchor for segment in segments for anchor in segment.anchors)
    for point in comparison.points:
        for mention in point.mentions:
            assert found.href(mention.span, point.id)[1:] in anchors
    for number, group in enumerate(comparison.quotes, 1):
        for mention in group.mentions:
            assert found.href(mention.span, f"q{number}")[1:] in anchors
    assert "p5-courier" in anchors
    assert "p1-wire.2" in anchors


def test_the_weightiest_status_and_the_shortest_mark_come_first() -> None:
    comparison = builders.comparison()
    found = marks.collect(comparison, witnesses(comparison))
    text = {s.text: s for block in found.blocks(comparison.article("freepress")) for s in block.segments}
    segment = text["the rotten gangway"]
    assert segment.keys == ("p7", "p3")
    assert segment.status == "contested"
    assert [mark.key for mark in segment.ends] == ["p7"]
