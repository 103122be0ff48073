"""Pages rendered from templates, and kept while what they show has not changed."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from jinja2 import Environment

from variorum.api.answers import Answer, Answers
from variorum.report import rendering
from variorum.web.assets import address

KEPT_BYTES = 128_000_000
"""What kept pages may take, compressed; a story of five reports takes about 60 kB."""


def page(html: str) -> Answer:
    """A page ready to be sent; a lone surrogate in an id, say, must not make it unsendable."""
    return Answer.of(html.encode("utf-8", "replace"), "text/html; charset=utf-8")


class Kept(Answers):
    """Pages by what they show, the least recently asked for thrown away."""

    def __init__(self, most: int = KEPT_BYTES) -> None:
        super().__init__(most)

    def page(self, key: tuple[str, ...], render: Callable[[], str]) -> Answer:
        """The page of that key, rendered if it is not kept."""
        return self.get(key, lambda: page(render()))


@cache
def environment() -> Environment:
    """The templates of the pages, which share those of the report."""
    found = rendering.environment("variorum.web")
    found.globals.update(asset=address)
    return found


def prepare() -> None:
    """Compiles all templates, so that the first readers do not wait for that."""
    for templates in (environment(), rendering.environment()):
        for name in templates.list_templates(extensions=["j2"]):
            templates.get_template(name)


def render(template: str, **values: object) -> str:
    """A page as text."""
    return environment().get_template(template).render(**values)
