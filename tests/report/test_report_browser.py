"""The page in a real browser: clicks, keys, filters, accessibility, and that nothing leaves it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import builders
import hostile
import pytest

from variorum.report import html

pytestmark = pytest.mark.browser

api = pytest.importorskip("playwright.sync_api")


class Opened:
    """A page, with everything that it asked of the network and everything that it complained about."""

    def __init__(self, browser: object, file: Path, **options: object) -> None:
        self.context = browser.new_context(
            **{"viewport": {"width": 1500, "height": 900}, "reduced_motion": "reduce", **options}
        )  # type: ignore[attr-defined]
        self.page = self.context.new_page()
        self.requests: list[str] = []
        self.complaints: list[str] = []
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.on("console", lambda message: self.complaints.append(message.text))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("dialog", lambda dialog: self.complaints.append(dialog.message))
        self.page.goto(file.as_uri())


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("report") / "report.html"
    path.write_text(html.document(builders.comparison()), encoding="utf-8")
    return path


@pytest.fixture
def opened(browser: object, file: Path) -> Iterator[Opened]:
    opened = Opened(browser, file)
    yield opened
    opened.context.close()
    assert opened.complaints == []
    assert opened.requests == [file.as_uri()]


def in_view(page: object, selector: str) -> bool:
    return page.locator(selector).first.evaluate(  # type: ignore[attr-defined]
        "e => { const b = e.getBoundingClientRect(); return b.top >= 0 && b.bottom <= innerHeight && b.height > 0 }"
    )


def test_a_silent_cell_leads_to_the_nearest_words(opened: Opened) -> None:
    page = opened.page
    page.locator("#p7 td.not-found a").click()
    assert page.locator("mark.on").first.inner_text() == "A wooden gangway gave way"
    assert in_view(page, "mark.on")
    assert page.locator("#p7 td.silent a").count() == 0


def test_a_cell_leads_to_its_words(opened: Opened) -> None:
    page = opened.page
    page.locator("#p10 td.hedges a").click()
    assert page.locator("mark.on").all_inner_texts() == ["County commissioner Bram Oster may put off the closing"]
    assert in_view(page, "mark.on")
    assert page.locator("#p10 a.on").count() == 1
    assert page.url.endswith("#p10-tribune")
    page.locator("#p3 td.attributes a").click()
    marked = "".join(page.locator("mark.on").all_inner_texts())
    # All words of the point in that text, cut where other marks begin.
    assert marked == (
        "blames rotten beams for the collapse of a gangwayThe county had said that the gangway was overloaded"
    )


def test_on_a_phone_the_way_back_leads_to_the_row(browser: object, file: Path) -> None:
    opened = Opened(browser, file, viewport={"width": 390, "height": 800})
    opened.page.locator("#p10 td.hedges a").click()
    assert in_view(opened.page, "mark.on")
    opened.page.go_back()
    opened.page.wait_for_function("scrollY < document.querySelector('#articles').offsetTop - 900")
    assert in_view(opened.page, "#p10")
    assert opened.complaints == []
    opened.context.close()


def test_words_lead_to_their_row(opened: Opened) -> None:
    page = opened.page
    mark = page.locator("mark", has_text="The choir sang on")
    mark.click()
    assert page.locator("tr.here").get_attribute("id") == "p11"
    assert in_view(page, "#p11")
    assert page.locator("#more-p11").is_visible()
    shared = page.locator("#article-freepress mark", has_text="the rotten gangway").first
    shared.click()
    assert page.locator("tr.here").get_attribute("id") == "p7"
    shared.click()
    assert page.locator("tr.here").get_attribute("id") == "p3"


def test_a_value_a_quotation_and_a_label_lead_to_their_words(opened: Opened) -> None:
    page = opened.page
    for selector, words in (
        ("#contested .value a >> nth=1", "About 400"),
        ("#quotes li a >> nth=3", "not let anybody cut the rope"),
        ("#labels td a >> nth=3", "the heart of the resistance"),
        ("#digest a.words >> nth=2", "The county plans to end the loss-making service on September 1."),
    ):
        page.locator(selector).click()
        assert "".join(page.locator("mark.on").all_inner_texts()) == words
        assert in_view(page, "mark.on")


def test_an_address_opens_its_row_or_words(browser: object, file: Path) -> None:
    opened = Opened(browser, file)
    opened.page.goto(file.as_uri() + "#p12")
    opened.page.reload()
    assert opened.page.locator("tr.here").get_attribute("id") == "p12"
    opened.page.goto(file.as_uri() + "#p12-tribune")
    opened.page.reload()
    assert "".join(opened.page.locator("mark.on").all_inner_texts()) == "The beams were last inspected in 2024"
    opened.context.close()


def test_the_keyboard_alone_is_enough(opened: Opened) -> None:
    page = opened.page

    def focused() -> str:
        return page.evaluate(
            "document.activeElement.closest('tr.row')?.id + '/' + document.activeElement.closest('td, th')?.cellIndex"
        )

    page.locator("#p1 .open").focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowRight")
    assert focused() == "p2/2"
    page.keyboard.press("End")
    assert focused() == "p2/6"
    page.keyboard.press("ArrowRight")
    assert focused() == "p2/6"
    page.keyboard.press("Control+End")
    assert focused() == "p14/6"
    page.keyboard.press("Home")
    page.keyboard.press("Control+Home")
    page.keyboard.press("Space")
    assert page.locator("#more-p1").is_visible()
    page.keyboard.press("Space")
    assert page.locator("#more-p1").is_hidden()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    assert page.locator("mark.on").first.inner_text() == "Hundreds"
    assert page.evaluate("document.activeElement.tagName") == "MARK"
    assert page.locator("#grid [tabindex='0']").count() == 1


def test_rows_unfold_and_filters_narrow(opened: Opened) -> None:
    page = opened.page
    shown = lambda: [row.get_attribute("id") for row in page.locator("tr.row:visible").all()]  # noqa: E731
    assert len(shown()) == 14
    assert page.locator("#more-p3").is_hidden()
    page.locator("#p3 .open").click()
    assert page.locator("#more-p3").is_visible()
    page.locator("input[value=single]").uncheck()
    assert len(shown()) == 8
    page.locator("select[name=aspect]").select_option("date")
    assert shown() == ["p4", "p5"]
    page.locator("select[name=aspect]").select_option("")
    page.locator("input[name=q]").fill("OVERLOADED beams")
    assert shown() == ["p3"]
    assert page.locator("#shown").inner_text() == "1 of 14 points"
    # Words of a row that is filtered out bring it back.
    page.locator("mark", has_text="The choir sang on").click()
    assert "p11" in shown()
    page.locator("select[name=order]").select_option("status")
    assert shown()[:5] == ["p2", "p3", "p4", "p8", "p1"]
    page.locator("#fold").click()
    assert page.locator("tr.more:visible").count() == 14


def test_texts_can_be_chosen_and_marks_hidden(opened: Opened) -> None:
    page = opened.page
    page.locator("#which").select_option("article-ledger")
    assert page.locator("article.text:visible").count() == 1
    page.locator("#p10 td.hedges a").click()
    assert in_view(page, "mark.on")
    page.locator("#show").select_option("contested")
    assert page.locator("sup a.corroborated:visible").count() == 0
    assert page.locator("sup a.contested:visible").count() > 0


def test_light_and_dark(browser: object, file: Path) -> None:
    opened = Opened(browser, file, color_scheme="dark")
    background = "getComputedStyle(document.body).backgroundColor"
    dark = opened.page.evaluate(background)
    opened.page.locator("#theme").click()
    light = opened.page.evaluate(background)
    assert dark != light
    # The browser writes down what was chosen a moment later, in a process of its own.
    for _ in range(50):
        opened.page.reload()
        if opened.page.evaluate(background) == light:
            break
        opened.page.wait_for_timeout(100)
    assert opened.page.evaluate(background) == light
    opened.context.close()


def test_it_is_read_without_scripts(browser: object, file: Path) -> None:
    opened = Opened(browser, file, java_script_enabled=False)
    page = opened.page
    assert page.locator("tr.more").first.is_visible()
    assert page.locator("#filters").is_hidden()
    assert "according to the organisers" in page.locator("#contested").inner_text()
    page.locator("#p10 td.hedges a").click()
    assert page.url.endswith("#p10-tribune")
    assert in_view(page, "#p10-tribune + mark")
    opened.context.close()


@pytest.mark.parametrize("width", [320, 390, 1024, 1600])
def test_nothing_runs_out_of_the_page(browser: object, file: Path, width: int) -> None:
    opened = Opened(browser, file, viewport={"width": width, "height": 800})
    assert opened.page.evaluate("document.documentElement.scrollWidth") <= width
    opened.context.close()


@pytest.mark.parametrize(("width", "scheme"), [(390, "dark"), (1500, "light")])
def test_it_is_accessible(browser: object, file: Path, width: int, scheme: str) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright")
    opened = Opened(browser, file, color_scheme=scheme, viewport={"width": width, "height": 900}, bypass_csp=True)
    opened.page.locator("#p3 .open").click()
    opened.page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    options = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
    found = axe.Axe().run(opened.page, options=options)
    opened.context.close()
    assert found.violations_count == 0, found.generate_report()


def test_many_reports_stay_quick(browser: object, tmp_path: Path) -> None:
    path = tmp_path / "large.html"
    path.write_text(html.document(builders.large(40, 120)), encoding="utf-8")
    opened = Opened(browser, path)
    opened.page.locator("#p20 td.asserts a").first.click()
    assert in_view(opened.page, "mark.on")
    assert opened.complaints == []
    opened.context.close()


def test_of_many_points_the_first_are_shown_until_all_are_asked_for(browser: object, tmp_path: Path) -> None:
    path = tmp_path / "large.html"
    path.write_text(html.document(builders.large(3, 60)), encoding="utf-8")
    for leads in ("#rest", "mark[data-m~=p50]"):
        opened = Opened(browser, path)
        page = opened.page
        visible = page.locator("tr.row:visible")
        assert visible.count() == 30
        assert page.locator("#shown").inner_text() == "60 of 60 points, the first 30 shown"
        assert page.locator("#rest").inner_text() == "Show all 60 points"
        page.locator("select[name=order]").select_option("status")
        assert visible.count() == 30
        page.locator(leads).first.click()
        assert visible.count() == 60
        assert page.locator("#rest").is_hidden()
        opened.context.close()
    opened = Opened(browser, path)
    opened.page.emulate_media(media="print")
    assert opened.page.locator("tr.row:visible").count() == 60
    opened.context.close()


def test_hostile_texts_do_nothing(browser: object, tmp_path: Path) -> None:
    path = tmp_path / "hostile.html"
    path.write_text(html.document(hostile.comparison(long_word=100_000)), encoding="utf-8")
    opened = Opened(browser, path)
    page = opened.page
    page.locator("#p1 .open").click()
    page.locator("#p2 td a").first.click()
    assert page.locator("mark.on").count() > 0
    assert page.evaluate("window.pwned") is None
    assert page.evaluate("document.scripts.length") == 3
    assert page.evaluate("document.documentElement.scrollWidth") <= 1500
    assert opened.requests == [path.as_uri()]
    assert opened.complaints == []
    opened.context.close()


def test_the_notebook_frame_works_within_a_page(browser: object, tmp_path: Path) -> None:
    path = tmp_path / "notebook.html"
    path.write_text(f"<!DOCTYPE html><title>n</title>{html.notebook(builders.comparison())}", encoding="utf-8")
    opened = Opened(browser, path)
    frame = opened.page.frame_locator("iframe")
    frame.locator("#p10 td.hedges a").click()
    assert frame.locator("mark.on").inner_text().startswith("County commissioner")
    # Seen once on a busy machine. The page itself sets no style by script, so what was refused was not its own.
    assert [words for words in opened.complaints if not words.startswith("Applying inline style violates")] == []
    opened.context.close()
