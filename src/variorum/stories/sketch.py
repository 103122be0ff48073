"""What forming stories needs of an article, in a few kilobytes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from variorum.model.article import Article
from variorum.stories.duplicates import Signature, signature
from variorum.stories.terms import Terms, content, terms


@dataclass(frozen=True, slots=True)
class Sketch:
    """An article as forming stories sees it, but for the meaning of its opening.

    Attributes:
        terms: What it is about.
        signature: By which copies are told; None for a text that is too short for it.
        published: When, as far as known.
    """

    terms: Terms
    signature: Signature | None
    published: datetime | None


def sketch(article: Article) -> Sketch:
    """The sketch of an article."""
    text = content(article)
    return Sketch(terms(text), signature(text), article.published)
