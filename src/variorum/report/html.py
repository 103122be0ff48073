"""A comparison as one HTML file that needs nothing else: no network, no other file, and no script to be read."""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from html import escape
from importlib import resources

from markupsafe import Markup

from variorum.model.comparison import Comparison
from variorum.report import rendering, view
from variorum.report.plain import one_line

_SCRIPTS = ("theme.js", "report.js")


def document(comparison: Comparison) -> str:
    """The whole report as the text of an HTML file, to be written as UTF-8.

    The same comparison always gives the same text. Everything that comes from articles is escaped, its control
    characters are made visible, and a content security policy forbids every request and every script but the
    report's own.
    """
    style, head_script = _asset("report.css"), _asset("head.js")
    scripts = [_asset(name) for name in _SCRIPTS]
    page = (
        rendering.environment()
        .get_template("report.html.j2")
        .render(
            **rendering.story(comparison),
            style=Markup(style),  # noqa: S704 (our own file)
            head_script=Markup(head_script),  # noqa: S704
            scripts=[Markup(script) for script in scripts],  # noqa: S704
            policy=_policy(style, head_script, *scripts),
        )
    )
    # A lone surrogate outside the text (in an id, say) would make the file unwritable as UTF-8.
    return page.encode("utf-8", "replace").decode("utf-8")


def notebook(comparison: Comparison) -> str:
    """The report as an isolated frame, for `_repr_html_`; it cannot touch the notebook around it."""
    heading = escape(one_line(view.event(comparison)[0]))
    return (
        f'<iframe title="Comparison: {heading}" sandbox="allow-scripts" '
        'style="width:100%;height:720px;border:1px solid #8884;border-radius:4px" '
        f'srcdoc="{escape(document(comparison))}"></iframe>'
    )


def _policy(style: str, *scripts: str) -> str:
    allowed = " ".join(f"'sha256-{_digest(script)}'" for script in scripts)
    return (
        f"default-src 'none'; script-src {allowed}; style-src 'sha256-{_digest(style)}'; base-uri 'none'; form-action "
        "'none'"
    )


def _digest(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


@cache
def _asset(name: str) -> str:
    return resources.files("variorum.report").joinpath("assets", name).read_text(encoding="utf-8").strip()
