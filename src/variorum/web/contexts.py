"""The words of a point within their sentences, each sentence once."""

from __future__ import annotations

from dataclasses import dataclass

from variorum.model.article import Article
from variorum.model.comparison import Mention, Point
from variorum.model.document import Stance
from variorum.report import view

_REACH = 400
"""Characters of a sentence that are shown before and after the words."""

_CUT = " …"


@dataclass(frozen=True, slots=True)
class Context:
    """A sentence, or as much of it as is shown.

    Attributes:
        before: Ends in "…" where the sentence is cut, as `after` does.
        pieces: The characters from the first to the last of the words, and whether they are such words.
        after: What follows.
        mentions: The mentions in it, in order.
    """

    before: str
    pieces: tuple[tuple[str, bool], ...]
    after: str
    mentions: tuple[Mention, ...]

    @property
    def carried(self) -> tuple[tuple[Stance, str | None], ...]:
        """How it is told and who is said to say it, each once."""
        return tuple(dict.fromkeys((mention.stance, mention.said_by) for mention in self.mentions))


@dataclass(slots=True)
class _Stretch:
    end: int
    before: str
    after: str
    mentions: list[Mention]


def contexts(point: Point, article: Article) -> tuple[Context, ...]:
    """What an article says of a point, in the order of its text."""
    found: list[_Stretch] = []
    mentions = [mention for mention in point.mentions if mention.span.article == article.id]
    for mention in sorted(mentions, key=lambda m: (m.span.field == "text", m.span.start)):
        before, after = view.sentence_around(article, mention.span, _REACH)
        start = mention.span.start - len(before.removeprefix("… "))
        end = mention.span.end + len(after.removesuffix(_CUT))
        last = found[-1] if found else None
        if last and last.mentions[-1].span.field == mention.span.field and start < last.end:
            last.mentions.append(mention)
            if end > last.end:
                last.end, last.after = end, after
        else:
            found.append(_Stretch(end, before, after, [mention]))
    return tuple(_context(stretch, article) for stretch in found)


def _context(stretch: _Stretch, article: Article) -> Context:
    spans = [mention.span for mention in stretch.mentions]
    text = article.field(spans[0].field)
    pieces: list[tuple[str, bool]] = []
    at = spans[0].start
    for span in spans:
        if span.start > at:
            pieces.append((text[at : span.start], False))
        if span.end > at:
            pieces.append((text[max(at, span.start) : span.end], True))
            at = span.end
    cut = _CUT if stretch.after.endswith(_CUT) else ""
    return Context(stretch.before, tuple(pieces), text[at : stretch.end] + cut, tuple(stretch.mentions))
