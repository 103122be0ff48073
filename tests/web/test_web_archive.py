"""Reports go in by the page, become a story, are judged, and judgements are taken back; in this order."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from test_web_browser import Opened, until

pytestmark = pytest.mark.browser

FIRST = """Barge sinks at Ostrel lock

The Daily Sluice, 4 May 2025

OSTREL — A grain barge sank at the lower lock of Ostrel on Sunday, and the canal was closed to all traffic.

Two sailors were taken to hospital, the lock keeper Marit Vand said. "She went down like a stone," Vand said.

About 300 tonnes of wheat were lost, according to the owners.
"""
SECOND = """Canal closed after barge goes down at Ostrel

The Ostrel Register, 5 May 2025

A barge loaded with grain sank at the lower lock of Ostrel on Sunday. The canal was closed to all traffic.

Three sailors were taken to hospital, the fire brigade said. "She went down like a stone," said lock keeper Marit Vand.

The owners said that 300 tonnes of wheat were lost.
"""
OTHER = """Choir wins prize in Tarnby

The Tarnby Post, 6 May 2025

The boys' choir of Tarnby won the first prize of the northern festival on Monday, its conductor Ole Fisk said.
"""


@pytest.fixture
def opened(browser: object, archive_server: str) -> Iterator[Opened]:
    opened = Opened(browser, archive_server, "/")
    yield opened
    opened.close()


def test_an_empty_archive_says_what_to_do(opened: Opened) -> None:
    opened.page.get_by_role("link", name="Add some reports").click()
    assert opened.page.locator("h1").inner_text() == "Add reports"
    opened.page.get_by_role("button", name="Add", exact=True).click()
    assert "There was nothing to add" in opened.page.locator("main").inner_text()
    opened.complaints.clear()  # the browser notes the status 422


def test_dropped_files_become_a_story(opened: Opened, tmp_path: Path) -> None:
    for name, text in (("first.txt", FIRST), ("second.txt", SECOND)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    page = opened.page
    page.goto(opened.address + "/add")
    page.locator("#files").set_input_files([tmp_path / "first.txt", tmp_path / "second.txt"])
    assert page.locator("#chosen li").count() == 2
    page.get_by_label("all of this is about one event").check()
    page.get_by_role("button", name="Add", exact=True).click()
    page.wait_for_url("**/stories/*", timeout=60_000)
    assert page.locator(".witnesses tbody tr").count() == 2
    assert "Marit Vand" in page.locator("#articles").inner_text()


def test_pasted_text_with_what_is_known_of_it(opened: Opened) -> None:
    page = opened.page
    page.goto(opened.address + "/add")
    page.get_by_role("textbox", name="Text", exact=True).fill(OTHER)
    page.get_by_label("Outlet", exact=True).fill("Tarnby Post <b>")
    page.get_by_role("button", name="Add", exact=True).click()
    page.wait_for_url("**/stories/*", timeout=60_000)
    assert "Tarnby Post <b>" in page.locator(".witnesses").inner_text()
    page.goto(opened.address + "/")
    assert page.locator(".stories > li").count() == 2


def test_what_cannot_be_read_is_told(opened: Opened, tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_bytes(b"")
    page = opened.page
    page.goto(opened.address + "/add")
    page.locator("#files").set_input_files([tmp_path / "empty.txt"])
    page.get_by_role("button", name="Add", exact=True).click()
    page.get_by_text("Nothing could be taken in").wait_for(timeout=30_000)
    assert "empty.txt" in page.locator(".problems").inner_text()


def test_words_are_taken_out_of_a_point_and_put_back(opened: Opened) -> None:
    page = opened.page
    page.locator(".stories a", has_text="arge").click()
    point = page.locator("#grid tr.row[data-n='2']").first
    point.locator(".open").click()
    page.locator("tr.more.opened a", has_text="The point in full").click()
    page.locator(".judge summary").first.click()
    before = page.locator("h1").inner_text()
    page.get_by_role("button", name="Take out").first.click()
    page.locator("#grid").wait_for(timeout=60_000)
    page.goto(opened.address + "/judgements")
    assert page.locator(".history li").count() == 2
    assert "are not the same point" in page.locator(".history li").first.inner_text()
    assert before.strip("“”")[:20] in page.locator(".history li").first.inner_text()
    page.get_by_role("button", name="Undo").first.click()
    page.locator(".history li.undone").wait_for()


def test_words_that_were_not_found_are_put_where_they_belong(opened: Opened) -> None:
    page = opened.page
    page.locator(".stories a", has_text="arge").click()
    page.locator("#grid").wait_for()
    shared = page.locator("#grid tr.row[data-n='2']").count()
    page.locator("#grid tr.row[data-n='1'] .open").first.click()
    page.locator("tr.more.opened a", has_text="The point in full").click()
    page.locator("details.near summary").click()
    page.set_viewport_size({"width": 390, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.get_by_role("button", name="It tells it here").click()
    page.locator("#grid").wait_for(timeout=60_000)
    assert page.locator("#grid tr.row[data-n='2']").count() == shared + 1
    page.goto(opened.address + "/judgements")
    assert "are one point" in page.locator(".history li").first.inner_text()
    page.get_by_role("button", name="Undo").first.click()
    page.locator(".history li:first-child.undone").wait_for()


def test_stories_are_joined_and_parted(opened: Opened) -> None:
    page = opened.page
    page.locator(".stories a", has_text="arge").click()
    page.get_by_role("link", name="Correct this story").click()
    # Nothing is joined by a slip: a story has to be chosen.
    page.get_by_role("button", name="Join the two").click()
    assert page.locator("select[name=other]").evaluate("choice => choice.validity.valueMissing")
    page.locator("select[name=other]").select_option(index=1)
    page.get_by_role("button", name="Join the two").click()
    page.locator("#grid").wait_for(timeout=60_000)
    assert page.locator(".witnesses tbody tr").count() == 3
    page.goto(opened.address + "/judgements")
    held = page.get_by_role("button", name="Undo").count()
    page.get_by_role("button", name="Undo").first.click()
    until(lambda: page.get_by_role("button", name="Undo").count() == held - 1)


def test_outlets_are_grouped_and_graded(opened: Opened) -> None:
    page = opened.page
    page.goto(opened.address + "/outlets")
    page.get_by_label("Name").fill("Canal papers")
    page.get_by_label("Outlets, one a line").fill("tarnby post <b>\nThe Ostrel Register\n")
    page.get_by_role("button", name="Make the group").click()
    page.locator(".group-form h3", has_text="Canal papers").wait_for()
    page.goto(opened.address + "/?fold=1")
    assert "Canal papers" in page.locator(".stories").inner_text()
    page.locator(".stories a", has_text="hoir").click()
    page.locator("#grid").wait_for(timeout=60_000)
    columns = page.locator("table.grid thead th.col:visible")
    assert columns.count() == 1
    page.get_by_label("fold reports by your groups").check()
    assert columns.all_inner_texts() == ["Canal papers (1)"]
    assert page.locator("#p1 td.grouped").inner_text().strip() == "1 of 1"
    page.locator("#p1 td.asserts:visible a").click()
    assert page.locator("mark.on").count() > 0
    page.get_by_label("fold reports by your groups").uncheck()
    assert "arnby" in columns.inner_text()


@pytest.mark.parametrize("path", ["/", "/add", "/outlets", "/judgements", "/stories/s1/edit", "/stories/s1/points/p1"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_everybody_can_use_it(path: str, scheme: str, browser: object, archive_server: str) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright")
    opened = Opened(browser, archive_server, path, color_scheme=scheme, bypass_csp=True)
    # What was judged before may have to be compared again first.
    opened.page.locator("main:not(:has(#progress))").wait_for(timeout=60_000)
    opened.page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    options = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
    found = axe.Axe().run(opened.page, options=options)
    opened.page.set_viewport_size({"width": 360, "height": 800})
    assert opened.page.evaluate("document.documentElement.scrollWidth") <= 360
    opened.close()
    assert found.violations_count == 0, found.generate_report()
