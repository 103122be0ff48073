"""Articles inside outer objects: Event Registry, JSON-LD of schema.org."""

from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from variorum.errors import InputError
from variorum.sources import Limits
from variorum.sources.nesting import inner
from variorum.sources.records import record, values

RESULT = {
    "uri": "7712345678",
    "lang": "eng",
    "isDuplicate": False,
    "date": "2031-05-06",
    "time": "07:08:09",
    "dateTime": "2031-05-06T07:08:09Z",
    "dateTimePub": "2031-05-06T07:00:00Z",
    "dataType": "news",
    "url": "https://bugle.example/ferry",
    "title": "Ferry strikes pier",
    "body": "A ferry struck the pier of Ashmere on Monday.",
    "source": {"uri": "bugle.example", "dataType": "news", "title": "The Bugle"},
    "authors": [{"uri": "ann_other@bugle.example", "name": "Ann Other", "type": "author", "isAgency": False}],
}


def read(value: object) -> list[object]:
    return [found for _, _, found in values(json.dumps(value), Limits(), None)]


def test_event_registry_gives_pages_of_results() -> None:
    page = {"articles": {"page": 1, "pages": 1, "totalResults": 1, "count": 100, "results": [RESULT]}}
    (found,) = map(record, read(page))
    assert (found.id, found.language, found.published) == ("7712345678", "en", "2031-05-06T07:00:00Z")
    assert (found.outlet, found.domain, found.authors) == ("The Bugle", "bugle.example", ("Ann Other",))
    assert found.url == "https://bugle.example/ferry"


def test_event_registry_gives_articles_by_event() -> None:
    events = {
        f"eng-{number}": {"articles": {"results": [{**RESULT, "uri": str(number)}], "totalResults": 1}}
        for number in (1, 2)
    }
    assert [record(found).id for found in read(events)] == ["1", "2"]


def test_an_address_is_no_id() -> None:
    found = record({"uri": "https://bugle.example/ferry", "title": "Ferry"})
    assert (found.id, found.url) == (None, "https://bugle.example/ferry")


def test_a_news_article_of_schema_org() -> None:
    article = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": "Ferry strikes pier",
        "articleBody": "A ferry struck the pier.",
        "datePublished": "2031-05-06",
        "inLanguage": "en-GB",
        "author": {"@type": "Person", "name": "Ann Other"},
        "publisher": {"@type": "Organization", "name": "The Bugle"},
        "mainEntityOfPage": {"@type": "WebPage", "@id": "https://bugle.example/ferry"},
    }
    for value in (article, [article]):
        (found,) = map(record, read(value))
        assert (found.title, found.text, found.outlet) == (
            "Ferry strikes pier",
            "A ferry struck the pier.",
            "The Bugle",
        )
        assert (found.url, found.authors) == ("https://bugle.example/ferry", ("Ann Other",))


def test_in_a_graph_articles_are_found_among_other_nodes_and_references_followed() -> None:
    graph = {
        "@context": "https://schema.org",
        "@graph": [
            {"@type": "WebSite", "@id": "#site", "name": "Bugle online", "description": "All the news"},
            {"@type": ["Organization", "Thing"], "@id": "#bugle", "name": "The Bugle"},
            {"@type": "https://schema.org/ReportageNewsArticle", "headline": "One", "articleBody": "First.",
             "publisher": {"@id": "#bugle"}, "author": [{"@id": "#ann"}, {"name": "Bob Roe"}]},
            {"@type": "Person", "@id": "#ann", "name": "Ann Other"},
            {"@type": "ItemList", "itemListElement": [
                {"@type": "ListItem", "item": {"@type": "NewsArticle", "headline": "Two", "articleBody": "Second."}}]},
        ],
    }  # fmt: skip
    one, two = map(record, read(graph))
    assert (one.title, one.outlet, one.authors) == ("One", "The Bugle", ("Ann Other", "Bob Roe"))
    assert (two.title, two.text) == ("Two", "Second.")


def test_linked_data_without_an_article_hold_none() -> None:
    assert read({"@context": "https://schema.org", "@graph": [{"@type": "WebSite", "name": "Bugle"}]}) == []


def test_an_article_with_parts_that_look_like_lists_stays_one() -> None:
    value = {"title": "Ferry", "maintext": "It sank.", "items": [{"title": "No"}], "data": {"items": [{"title": "No"}]}}
    assert read(value) == [value]


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda children: (
        st.lists(children, max_size=4)
        | st.dictionaries(
            st.sampled_from(["@graph", "@context", "@type", "@id", "articles", "results", "item", "title", "x"]),
            children,
            max_size=4,
        )
    ),
    max_leaves=30,
)


@given(json_values)
def test_any_value_is_survived(value: object) -> None:
    found = inner(value, False)
    assert found is None or isinstance(found, list)
    for one in read(value):
        assert one is None or isinstance(one, InputError | bool | int | str | list | dict)
