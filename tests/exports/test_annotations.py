from __future__ import annotations

import json

import builders
import hostile
import pytest

from variorum.model.comparison import Comparison
from variorum.report.annotations import annotate, dumps, dumps_point


@pytest.mark.parametrize("comparison", [builders.comparison(), hostile.comparison()], ids=["plain", "hostile"])
def test_both_selectors_find_the_words(comparison: Comparison) -> None:
    texts = {article.id: article for article in comparison.articles}
    wanted = [m.span for p in comparison.points for m in p.mentions]
    wanted += [v.span for p in comparison.points if p.differs for v in p.differs.values]
    wanted += [m.span for g in comparison.quotes for m in g.mentions]
    wanted += [d.span for label in comparison.labels for d in label.designations]
    items = json.loads(dumps(comparison).encode("utf-8"))["first"]["items"]
    assert len(items) == len(wanted)
    for item, span in zip(items, wanted, strict=True):
        position, quote = item["target"]["selector"]
        text = texts[span.article].field(item["target"]["field"])
        assert text[position["start"] : position["end"]] == quote["exact"] == span.quote
        assert text[: position["start"]].endswith(quote["prefix"])
        assert text[position["end"] :].startswith(quote["suffix"])
        assert (position["type"], quote["type"]) == ("TextPositionSelector", "TextQuoteSelector")


def test_a_target_is_a_plain_address_or_a_digest() -> None:
    comparison = builders.comparison()
    sources = {item["target"]["source"] for item in annotate(comparison)}
    assert "https://courier.example/gangway" in sources
    assert any(source.startswith("ni:///sha-256;") for source in sources)
    for item in annotate(hostile.comparison()):
        assert item["target"]["source"].startswith(("https://", "http://", "ni:", "urn:"))


def test_names_are_unique_and_the_collection_counts_them() -> None:
    collection = json.loads(dumps(builders.comparison()))
    items = collection["first"]["items"]
    assert collection["@context"][0] == "http://www.w3.org/ns/anno.jsonld"
    assert collection["type"] == "AnnotationCollection"
    assert collection["total"] == len(items) == len({item["id"] for item in items})


def test_one_point_has_its_mentions() -> None:
    comparison = builders.comparison()
    point = comparison.points[1]
    items = json.loads(dumps_point(comparison, point))["first"]["items"]
    assert len(items) == len(point.mentions)
    said = [mention.said_by for mention in point.mentions]
    for item, speaker in zip(items, said, strict=True):
        values = [body["value"] for body in item["body"]]
        assert values[:2] == [point.id, point.status]
        assert (f"said by {speaker}" in values) == (speaker is not None)
