# ruff: noqa: E501 (sentences stay on one line)
"""Texts that try to break out of a report, and a comparison in which they stand everywhere."""

from __future__ import annotations

from datetime import UTC, datetime

from builders import Builder, article

from variorum.model.comparison import (
    Comparison,
    CopyLink,
    Designation,
    Differs,
    DiffersValue,
    DigestSentence,
    EntitySummary,
    Feature,
    Label,
    Omission,
    Origin,
    Passage,
    QuoteGroup,
    QuoteMention,
    TimelineEntry,
)

NASTY = (
    "<script>window.pwned=1</script>",
    "</script><script>window.pwned=1</script>",
    "</style><style>*{display:none}</style>",
    "<img src=x onerror=window.pwned=1>",
    "<svg/onload=window.pwned=1>",
    "<iframe srcdoc='<script>parent.pwned=1</script>'></iframe>",
    "<a href=javascript:window.pwned=1>x</a>",
    "javascript:window.pwned=1",
    "JaVaScRiPt:window.pwned=1//https://a.example",
    "java\tscript:window.pwned=1",
    "data:text/html,<script>window.pwned=1</script>",
    "vbscript:msgbox(1)",
    "https://a.example/\" onmouseover=\"window.pwned=1",
    "https://a.example/' autofocus onfocus='window.pwned=1",
    "//evil.example/x.js",
    "http://[::1",
    "file:///etc/passwd",
    "<!-- comment",
    "--><script>window.pwned=1</script>",
    "<![CDATA[ <b>x</b> ]]>",
    "<?php echo 1 ?>",
    "{{ 7*7 }} {% for x in y %} {# no #}",
    "${7*7} #{7*7} <%= 7*7 %>",
    "&lt;script&gt; &amp; &quot; &#x3C; &#0; &notanentity;",
    "\" onclick=window.pwned=1 x=\"",
    "' onclick=window.pwned=1 x='",
    "`onclick=window.pwned=1`",
    "[bold red]not markup[/bold red] [/] [link=https://evil.example]x[/link]",
    "[on_click=app.bell]x[/]",
    ":smile: :warning: :no_such_emoji:",
    "\x1b[31mred\x1b[0m \x1b]8;;https://evil.example\x1b\\link\x1b]8;;\x1b\\",
    "\x1b]0;title\x07 \x9b2J \x1bc \x1b[2J\x1b[H",
    "before\x00after",
    "bell\x07 back\x08\x08\x08space \x7fdelete \x0bvt \x0cff",
    "line\rreturn\r\nfeed\u2028separator\u2029paragraph\x85nel",
    "right\u202eot tfel\u202c and \u2066isolate\u2069 \u200ertl\u200f \u061c",
    "\u202d\u202e\u202a\u202b",
    "\u0627\u0644\u0633\u0644\u0627\u0645 \u05e9\u05dc\u05d5\u05dd mixed 123",
    "Z\u0351\u036b\u0343\u036a\u0302\u036b\u033d\u034f\u0334\u0319\u0324\u031e\u0349\u035a\u032f\u031e\u0320\u034dalgo" * 3,
    "zero\u200bwidth\u200cjoiners\u200dhere\ufeff",
    "tags \U000e0041\U000e0042\U000e0043\U000e007f hidden",
    "lone \ud800 surrogate \udfff",
    "noncharacter \uffff \ufdd0 \U0001ffff",
    "👩‍👩‍👧‍👦 🏴 🇺🇳 e\u0301 ﷽",
    "a" * 5_000,
    "word " * 2_000,
    "<b>" * 2_000,
    "(" * 3_000 + ")" * 3_000,
    "“‘\"'" * 500,
    "\n" * 500 + "x" + "\n" * 500,
    "\t \u00a0\u3000 x \u2003\u200a",
    "../../../../etc/passwd",
    "'; DROP TABLE articles; --",
    "=cmd|' /C calc'!A0",
    "%00%0d%0aSet-Cookie:x %s %n {0} {x}",
    "<plaintext><xmp><noscript><textarea><title></title>",
    "<base href=https://evil.example/><meta http-equiv=refresh content='0;url=https://evil.example'>",
    "<form action=https://evil.example><input name=q></form>",
    "<link rel=stylesheet href=https://evil.example/x.css><style>@import 'https://evil.example'</style>",
    "<math><mtext></form><form><mglyph><style></math><img src onerror=window.pwned=1>",
    "p1",
    "grid",
    "__proto__",
    "constructor",
)  # fmt: skip


def comparison(texts: tuple[str, ...] = NASTY, long_word: int = 0) -> Comparison:
    """One article per text, with the text as id, title, outlet, address, speaker, label, reason and all else."""
    texts = (*texts, "w" * long_word) if long_word else texts
    reports = tuple(
        article(f"{text[:300]}{n}", text, text, f"{text}\n\nThe bell of {n} rang. {text}", datetime(2031, 1, 1, tzinfo=UTC),
                url=text, authors=(text,), credits=(text,))
        for n, text in enumerate(texts)
    )  # fmt: skip
    b = Builder(reports)
    mentions, values, quoted, called, passages, spans = [], [], [], [], [], []
    for n, (report, text) in enumerate(zip(reports, texts, strict=True)):
        whole = report.span("text", 0, len(text))
        mentions.append(b.mention(report.id, f"The bell of {n} rang.", "attributes", text[:5_000]))
        values.append(DiffersValue(report.span("text", 0, max(1, len(text) // 2)), text[:5_000]))
        quoted.append(QuoteMention(whole, text[:5_000], "reworded"))
        called.append(Designation(whole, "own"))
        passages.append(Passage(whole, reports[0].span("text", 0, len(texts[0])), 0.5))
        spans.append(whole)
    first = reports[0].id
    points = (
        b.point(1, "contested", (len(texts), 1, 1), 0.9, mentions,
                Differs("number", "conflict", tuple(values), 0.5, texts[1])),
        *(
            b.point(n + 2, "single", (1, 1, 1), 0.5, [b.mention(report.id, text, "hedges", text[:5_000])])
            for n, (report, text) in enumerate(zip(reports, texts, strict=True))
        ),
    )  # fmt: skip
    point = points[0]
    why = ((Feature(texts[0], float("inf"), 1.0), Feature(texts[2], 1.0, float("-inf"))),)
    points = (
        type(point)(**{name: getattr(point, name) for name in point.__dataclass_fields__ if name != "why"}, why=why),
        *points[1:],
    )
    links = tuple(
        CopyLink(report.id, first, texts[n % len(texts)][:200] or None, 0.5, (passages[n],))
        for n, report in enumerate(reports) if n
    )  # fmt: skip
    return Comparison(
        articles=reports, points=points, quotes=(QuoteGroup(texts[0], tuple(quoted)),),
        labels=tuple(Label(text[:5_000], "person", (text[:5_000],), tuple(called)) for text in texts[:3]),
        origins=(Origin((first, reports[1].id), texts[3], links[:1]),), copies=links,
        timeline=(TimelineEntry(datetime(2031, 1, 1, tzinfo=UTC), datetime(2031, 1, 2, tzinfo=UTC), texts[0], ("p1",), tuple(spans)),),
        digest=(DigestSentence(spans[0], "p1", tuple(r.id for r in reports), 1, True),),
        omissions=tuple(Omission(report.id, "p2", 1) for report in reports),
        entities=tuple(EntitySummary(text[:5_000], "person", (text[:5_000],), (first,)) for text in texts),
        notices=tuple(text[:5_000] for text in texts), settings=texts[0], version="0.1.0",
    )  # fmt: skip
