"""Quotations inside quotations, and speakers that only a pronoun names."""

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


def test_what_nobody_else_quotes_is_shown_in_the_quotation_around_it_only() -> None:
    text = "Osk was full. \"All day they shout, 'The mill stays with us', and I cannot sleep,\" said Lena Ross."
    (group,) = compare([from_text(text, id="r1")]).quotes
    assert [mention.span.quote for mention in group.mentions] == [
        "All day they shout, 'The mill stays with us', and I cannot sleep,"
    ]


def test_whom_a_pronoun_means_others_tell_better() -> None:
    said = "We warned the council about the bridge three times and nobody listened to us,"
    (group,) = compare(
        [
            from_text(f"Ida Brandt spoke first. Then Olaf Lindqvist spoke. “{said}” he said.", id="r1"),
            from_text(f"“{said}” said Ida Brandt, an engineer.", id="r2"),
        ]
    ).quotes
    assert group.speaker == "Ida Brandt"
    assert {mention.speaker for mention in group.mentions} == {"Ida Brandt", None}
    assert {mention.variant for mention in group.mentions} == {"exact"}
