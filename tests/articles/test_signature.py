"""What a text says of itself."""

from __future__ import annotations

from datetime import datetime

import pytest

from variorum.articles import from_text

BODY = (
    "Hundreds of dockers walked out of the harbour on Tuesday to protest against the sale of the quay.\n\n"
    "The union said that the walkout would last until the council withdrew the plan."
)


def test_nothing_is_invented() -> None:
    article = from_text(BODY)
    assert (article.outlet, article.published, article.authors, article.credits, article.url) == (
        None,
        None,
        (),
        (),
        None,
    )


@pytest.mark.parametrize(
    ("line", "outlet"),
    [
        ("Halma Post staff contributed to this report.", "Halma Post"),
        ("Additional reporting by the Halma Post staff.", "Halma Post"),
        ("© 2024 The Halma Post. All rights reserved.", "Halma Post"),
        ("Copyright 2019-2024 Halma Post", "Halma Post"),
        ("<https://www.halmapost.example/2024/05/03/dockers>\n\n**The Halma Post**", "The Halma Post"),
        ("https://www.other.example/x", "other.example"),
        ("Our staff contributed to this report.", None),
    ],
)
def test_outlet(line: str, outlet: str | None) -> None:
    assert from_text(f"{BODY}\n\n{line}").outlet == outlet


def test_outlet_by_the_letters_of_its_agency() -> None:
    article = from_text(f"Halma, May 3 (HP)-- {BODY}\n\n**Halma Post**")
    assert (article.outlet, article.credits) == ("Halma Post", ("HP",))


def test_picture_data_name_outlet_and_day() -> None:
    article = from_text(f"{BODY}\n\nA ferry leaves the old harbour - Halma Post, 1920, 03.05.2024\n\n{BODY}")
    assert (article.outlet, article.published) == ("Halma Post", datetime(2024, 5, 3))


@pytest.mark.parametrize(
    ("text", "published"),
    [
        (f"Dockers walk out\n\n03 May, 2024\n\n{BODY}", datetime(2024, 5, 3)),
        (f"Dockers walk out\n\nUpdated: 4 May 2024, 10:30 GMT\n\n{BODY}", datetime(2024, 5, 4)),
        (f"HALMA, May 3, 2024 (HP) - {BODY}", datetime(2024, 5, 3)),
        (f"HALMA, May 3 (HP) - {BODY} It was agreed on April 30, 2024.", datetime(2024, 5, 3)),
        (f"HALMA, May 3 (HP) - {BODY}", None),
        (f"{BODY} It was agreed on April 30, 2024.", None),
        (f"{BODY}\n\nhttps://news.example/2024/05/03/dockers", datetime(2024, 5, 3)),
    ],
)
def test_published(text: str, published: datetime | None) -> None:
    article = from_text(text)
    assert article.published == published
    assert article.published_precision == "day"


@pytest.mark.parametrize(
    ("text", "authors", "credits"),
    [
        (f"By Ann Other and Bob Roe\n\n{BODY}", ("Ann Other", "Bob Roe"), ()),
        (f"By Ann Other, XYZ\n\n{BODY}", ("Ann Other",), ("XYZ",)),
        (f"By staff and agencies\n\n{BODY}", (), ()),
        (f"HALMA (Press Agency) — {BODY}", (), ("Press Agency",)),
        (f"{BODY} (XYZ)", (), ("XYZ",)),
        (f"{BODY}\n\nWith files from The Press Agency", (), ("Press Agency",)),
        (f"{BODY}\n\nThe Press Agency and XYZ contributed to this report.", (), ("Press Agency", "XYZ")),
        (f"{BODY}\n\nAnn Other contributed from Halma.", (), ()),
        (f"{BODY}\n\nDockers at the gate. (Ann Other/XYZ)\n\n{BODY}", (), ()),
    ],
)
def test_authors_and_credits(text: str, authors: tuple[str, ...], credits: tuple[str, ...]) -> None:
    article = from_text(text)
    assert (article.authors, article.credits) == (authors, credits)
