"""A quotation inside a quotation is an utterance of its own."""

from __future__ import annotations

from variorum.articles import from_text
from variorum.pipeline import compare


def test_what_somebody_quotes_goes_with_the_others_that_quote_it() -> None:
    comparison = compare(
        [
            from_text('Marchers in Osk held a banner that read "The mill stays with us".', id="r1"),
            from_text(
                "Osk was full. \"All day they shout, 'The mill stays with us', and I cannot sleep,\" said Lena Ross.",
                id="r2",
            ),
        ]
    )
    together, *rest = comparison.quotes
    assert [mention.span.quote for mention in together.mentions] == ["The mill stays with us"] * 2
    assert [group.mentions[0].span.quote for group in rest] == [
        "All day they shout, 'The mill stays with us', and I cannot sleep,"
    ]
    assert rest[0].speaker == "Lena Ross"


def test_an_apostrophe_opens_no_quotation() -> None:
    comparison = compare([from_text("\"The workers' houses won't be sold by this council,\" said Lena Ross.", id="r1")])
    assert len(comparison.quotes) == 1
