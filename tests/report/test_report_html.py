from __future__ import annotations

import base64
import hashlib
import re

import builders
import hostile
import pytest
from pages import KNOWN, Page
from test_report_plain import unseen

from variorum.model.comparison import Comparison
from variorum.report import html, rendering


@pytest.fixture(scope="module")
def source() -> str:
    return html.document(builders.comparison())


@pytest.fixture(scope="module")
def page(source: str) -> Page:
    return Page(source)


@pytest.fixture(scope="module")
def hostile_source() -> str:
    return html.document(hostile.comparison(long_word=100_000))


def test_the_page_is_well_formed_and_its_ids_are_unique(page: Page) -> None:
    assert page.faults == []
    assert page.open == []
    ids = page.values("id")
    assert len(ids) == len(set(ids))
    assert {tag for tag, _ in page.tags} <= KNOWN


def test_every_link_within_the_page_leads_somewhere(page: Page) -> None:
    ids = set(page.values("id"))
    inner = [href for href in page.values("href") if href.startswith("#")]
    assert len(inner) > 150
    assert {href[1:] for href in inner} <= ids
    for name in ("aria-labelledby", "aria-controls"):
        assert set(page.values(name)) <= ids
    assert {"p3", "p3-wire", "article-tribune"} <= ids


def test_nothing_is_fetched_and_only_the_own_scripts_may_run(source: str, page: Page) -> None:
    assert not re.search(
        r"(?:src|action|srcset|poster|data)\s*=\s*[\"']?\w",
        re.sub(r"data-|<script.*?</script>", "", source, flags=re.S),
    )
    assert "url(" not in source.replace("url(#tip)", "")
    assert [href for href in page.values("href") if not href.startswith("#")] == ["https://courier.example/gangway"]
    policy = next(
        a["content"] for t, a in page.tags if t == "meta" and a.get("http-equiv") == "Content-Security-Policy"
    )
    assert policy is not None
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    for tag in ("script", "style"):
        for text in re.findall(rf"<{tag}[^>]*>(.*?)</{tag}>", source, re.S):
            digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
            assert f"'sha256-{digest}'" in policy
    assert page.values("style") == []
    assert not [key for _, attributes in page.tags for key in attributes if key.startswith("on")]


def test_the_same_comparison_gives_the_same_page(source: str) -> None:
    assert html.document(builders.comparison()) == source


def test_all_words_of_the_reports_are_there(page: Page) -> None:
    text = "".join(page.text)
    squeezed = re.sub(r"\s+", "", text)
    for report in builders.articles():
        # Between the words of a text there are only the numbers that refer to points.
        words = [re.escape(word) for word in re.sub(r"\s+", " ", report.text).split(" ")]
        assert re.search(
            r"(?:\d|caption|boilerplate,notcompared)*".join(
                f"{''.join(c + '[0-9]*' if len(c) == 1 else c for c in _characters(word))}" for word in words
            ),
            squeezed,
        )


def _characters(word: str) -> list[str]:
    return re.findall(r"\\.|.", word)


def test_many_reports_make_a_sensible_page() -> None:
    source = html.document(builders.large(40, 300))
    assert len(source) < 6_000_000
    page = Page(source)
    assert page.faults == []
    assert len(page.tags) < 110_000


def test_one_report_alone() -> None:
    page = Page(html.document(Comparison(builders.articles()[:1])))
    assert page.faults == []
    assert "1 report" in "".join(page.text)
    assert "nothing to compare" in "".join(page.text)


def test_hostile_texts_are_text(hostile_source: str) -> None:
    page = Page(hostile_source)
    assert page.faults == []
    assert {tag for tag, _ in page.tags} <= KNOWN
    assert [tag for tag, _ in page.tags].count("script") == 3
    assert [tag for tag, _ in page.tags].count("style") == 1
    assert not [key for _, attributes in page.tags for key in attributes if key.startswith("on")]
    for href in page.values("href"):
        assert href.startswith(("#", "http://", "https://"))
    assert not unseen(hostile_source)
    hostile_source.encode("utf-8")
    ids = page.values("id")
    assert len(ids) == len(set(ids))
    assert "<script>window.pwned=1</script>" in "".join(page.text)


@pytest.mark.parametrize("text", hostile.NASTY)
def test_each_hostile_text_alone(text: str) -> None:
    page = Page(html.document(hostile.comparison((text, "harmless", "two", "three"))))
    assert page.faults == []
    assert {tag for tag, _ in page.tags} <= KNOWN
    assert [tag for tag, _ in page.tags].count("script") == 3


@pytest.mark.parametrize(
    ("url", "safe"),
    [
        ("https://a.example/x?y=1#z", True),
        ("http://a.example", True),
        ("javascript:alert(1)", False),
        (" https://a.example", False),
        ("https://a.example/\u202etxt", False),
        ("https://", False),
        ('https://a.example/" onload=', False),
        ("ftp://a.example", False),
        ("//a.example", False),
        ("", False),
        (None, False),
    ],
)
def test_only_plain_web_addresses_become_links(url: str | None, safe: bool) -> None:
    assert rendering.safe_url(url) == (url if safe else None)


def test_the_notebook_frame_is_isolated() -> None:
    frame = html.notebook(hostile.comparison(hostile.NASTY[:8]))
    page = Page(frame)
    assert [tag for tag, _ in page.tags] == ["iframe"]
    assert page.tags[0][1]["sandbox"] == "allow-scripts"


def test_a_waterfall_begins_where_the_step_before_it_ended() -> None:
    reasons = next(filter(None, builders.comparison().points[1].why))
    fall = rendering.waterfall(reasons)
    assert [step.name for step in fall.steps] == [
        "similarity of the clauses",
        "shared numbers",
        "same names",
        "rank of the pair",
    ]
    assert fall.up == "M0 2h61v6h-61zM61 12h26v6h-26zM87 22h13v6h-13z"
    assert fall.down == "M89 32h11v6h-11z"
    assert rendering.waterfall(()).steps == ()
    assert len(rendering.waterfall(reasons * 4).steps) == 8
