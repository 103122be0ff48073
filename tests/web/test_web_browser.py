"""The pages in a real browser: clicks, keys, accessibility, and nothing that complains."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator

import hostile
import pytest
from fastapi import FastAPI
from serving import Server

pytestmark = pytest.mark.browser

api = pytest.importorskip("playwright.sync_api")

PAGES = {
    "stories": "/?q=ferry",
    "story": "/stories/s1",
    "reader": "/stories/s1/reader?of=wire&of=freepress&of=tribune",
    "point": "/stories/s1/points/p3",
    "error": "/nowhere",
}


class Opened:
    """A page, with what it asked of other servers and everything that it complained about."""

    def __init__(self, browser: object, address: str, path: str, **options: object) -> None:
        given = {"viewport": {"width": 1500, "height": 900}, "reduced_motion": "reduce", **options}
        self.context = browser.new_context(**given)  # type: ignore[attr-defined]
        self.page = self.context.new_page()
        self.page.set_default_timeout(10_000)
        self.address = address
        self.elsewhere: list[str] = []
        self.complaints: list[str] = []
        self.page.on("request", self._asked)
        self.page.on("console", lambda message: self.complaints.append(message.text))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("dialog", lambda dialog: self.complaints.append(dialog.message))
        self.page.goto(address + path)

    def _asked(self, request: object) -> None:
        if not request.url.startswith((self.address + "/", "data:")):  # type: ignore[attr-defined]
            self.elsewhere.append(request.url)  # type: ignore[attr-defined]

    def close(self) -> None:
        """Ends it; it must not have complained."""
        self.context.close()
        assert self.elsewhere == []
        assert [line for line in self.complaints if "404" not in line] == []


def until(holds: Callable[[], bool], seconds: float = 10) -> None:
    """Waits; the pages' policy forbids the browser to evaluate a condition itself."""
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end
        time.sleep(0.02)


@pytest.fixture
def opened(browser: object, given_server: str, request: pytest.FixtureRequest) -> Iterator[Opened]:
    opened = Opened(browser, given_server, getattr(request, "param", "/stories/s1"))
    yield opened
    opened.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", PAGES.values(), ids=PAGES)
def test_everybody_can_read_it(path: str, scheme: str, browser: object, given_server: str) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright")
    opened = Opened(browser, given_server, path, color_scheme=scheme, bypass_csp=True)
    opened.page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    options = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
    found = axe.Axe().run(opened.page, options=options)
    opened.close()
    assert found.violations_count == 0, found.generate_report()


@pytest.mark.parametrize("width", [360, 800, 2200])
@pytest.mark.parametrize("path", PAGES.values(), ids=PAGES)
def test_it_fits_every_screen(path: str, width: int, browser: object, given_server: str) -> None:
    opened = Opened(browser, given_server, path, viewport={"width": width, "height": 800})
    assert opened.page.evaluate("document.documentElement.scrollWidth") <= width
    opened.close()


def test_from_the_grid_to_the_point_and_the_reader(opened: Opened) -> None:
    page = opened.page
    page.locator("#p3 td.attributes a").click()
    assert page.locator("mark.on").count() > 0
    page.locator("#p3 .open").click()
    page.get_by_role("link", name="The point in full").and_(page.locator("#more-p3 a")).click()
    page.wait_for_url("**/stories/s1/points/p3")
    assert "The county had said that the gangway was overloaded" in page.locator("mark.on").all_inner_texts()
    page.locator(".also a", has_text="Side by side").first.click()
    page.wait_for_url("**/reader?*")
    page.locator(".sheet mark.on").first.wait_for()
    marked = page.locator(".sheet mark.on")
    assert marked.count() > 1
    assert page.locator("#said").inner_text().startswith("Point 3: in ")


@pytest.mark.parametrize("opened", ["/stories/s1/reader?of=freepress&of=tribune"], indirect=True)
def test_columns_scroll_together(opened: Opened) -> None:
    page = opened.page
    page.set_viewport_size({"width": 780, "height": 400})
    first, second = page.locator(".sheet").nth(0), page.locator(".sheet").nth(1)
    first.hover()
    page.mouse.wheel(0, 300)
    until(lambda: second.evaluate("e => e.scrollTop") > 20)
    page.locator("input[name=linked]").uncheck()
    before = second.evaluate("e => e.scrollTop")
    first.hover()
    page.mouse.wheel(0, -300)
    until(lambda: first.evaluate("e => e.scrollTop") < 40)
    assert second.evaluate("e => e.scrollTop") == before


@pytest.mark.parametrize("opened", [PAGES["reader"]], indirect=True)
def test_the_reader_by_keyboard_and_filters(opened: Opened) -> None:
    page = opened.page
    page.keyboard.press("n")
    first = page.locator("#said").inner_text()
    page.keyboard.press("n")
    assert page.locator("#said").inner_text() != first
    page.keyboard.press("p")
    assert page.locator("#said").inner_text() == first
    assert page.locator(".sheet mark.on").count() > 1
    assert page.locator("sup a.contested:visible").count() > 0
    page.locator("input[value=contested]").uncheck()
    assert page.locator("sup a.contested:visible").count() == 0
    assert page.locator(".boilerplate:visible").count() == 0
    page.locator("input[name=furniture]").check()
    assert page.locator(".boilerplate:visible").count() > 0


@pytest.mark.parametrize("opened", ["/stories/s1/reader?of=courier&of=tribune"], indirect=True)
def test_what_a_report_leaves_out_is_shown_where_it_stands(opened: Opened) -> None:
    page = opened.page
    column = page.locator(".column").first
    column.locator("summary").click()
    lacks = column.locator(".lacks a[data-point]")
    points = lacks.evaluate_all("links => links.map(link => link.dataset.point)")
    there = page.locator('.sheet[data-w="tribune"]')
    point = next(p for p in points if there.locator(f'mark[data-m~="{p}"]').count())
    column.locator(f'a[data-point="{point}"]').click()
    assert there.locator("mark.on").count() > 0
    assert page.locator('.sheet[data-w="courier"] mark.on').count() == 0


@pytest.mark.parametrize("opened", ["/?q=ferry"], indirect=True)
def test_searching_while_typing(opened: Opened) -> None:
    page = opened.page
    assert page.locator(".stories > li").count() == 1
    page.get_by_role("searchbox").fill("zeppelin")
    page.get_by_text("No story fits.").wait_for()
    page.get_by_role("searchbox").fill("gangway")
    page.locator(".stories > li").wait_for()
    assert "q=gangway" in page.url
    assert page.locator(".matches mark").first.inner_text().lower() == "gangway"
    page.reload()
    assert page.get_by_role("searchbox").input_value() == "gangway"


def test_the_theme_is_kept_from_page_to_page(opened: Opened) -> None:
    page = opened.page
    light = page.evaluate("getComputedStyle(document.body).backgroundColor")
    page.locator("#theme").click()
    dark = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert dark != light
    # The browser writes down what was chosen a moment later, in a process of its own.
    for _ in range(50):
        page.goto(opened.address + PAGES["point"])
        if page.evaluate("getComputedStyle(document.body).backgroundColor") == dark:
            break
        page.wait_for_timeout(100)
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == dark
    assert opened.context.cookies() == []


def test_without_scripts_everything_can_be_read(browser: object, given_server: str) -> None:
    opened = Opened(browser, given_server, PAGES["story"], java_script_enabled=False)
    page = opened.page
    assert page.locator("#more-p3").is_visible()
    page.locator("#more-p3 a", has_text="The point in full").click()
    page.wait_for_url("**/points/p3")
    assert page.locator("h1").is_visible()
    page.goto(opened.address + PAGES["reader"])
    assert page.locator(".sheet .text").count() == 3
    opened.close()


def test_hostile_reports_do_nothing(browser: object, hostile_app: FastAPI) -> None:
    server = Server(hostile_app)
    opened = Opened(browser, server.address, "/")
    page = opened.page
    points = [f"/stories/s1/points/p{number}" for number in range(1, len(hostile.NASTY) + 2, 12)]
    for path in ("/", "/stories/s2", "/stories/s1", "/stories/s1/reader", *points):
        page.goto(server.address + path)
        assert page.evaluate("window.pwned") is None
        assert page.evaluate("document.documentElement.scrollWidth") <= 1500
    opened.close()
    server.stop()
