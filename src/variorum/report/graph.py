"""Who took text from whom, drawn: articles in a column, oldest first, arcs from the source to the taker."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC

from variorum.model.comparison import Comparison, CopyLink
from variorum.report.plain import one_line, shorten
from variorum.report.witnesses import Witness

_ROW = 26
_TOP = 16
_CHARACTER = 7.8
_NAME_WIDTH = 30


@dataclass(frozen=True, slots=True)
class Node:
    """An article, or an agency that an article credits (`sign` is empty)."""

    name: str
    sign: str
    y: int


@dataclass(frozen=True, slots=True)
class Arc:
    """A path from the source to the taker; undirected where nobody knows which is which."""

    path: str
    width: float
    directed: bool
    title: str


@dataclass(frozen=True, slots=True)
class Graph:
    """A drawing of `width` by `height` units, with the nodes' labels ending at `x`."""

    width: int
    height: int
    x: int
    nodes: tuple[Node, ...]
    arcs: tuple[Arc, ...]


def draw(comparison: Comparison, witnesses: dict[str, Witness], titles: tuple[str, ...]) -> Graph | None:
    """The drawing of a comparison's copies, each with its title; None if nothing was copied."""
    if not comparison.copies:
        return None
    involved = {link.left for link in comparison.copies} | {link.right for link in comparison.copies}
    agencies = sorted({link.taken_from for link in comparison.copies if link.taken_from} - set(witnesses))
    place = {article.id: number for number, article in enumerate(comparison.articles)}
    ordered = sorted(involved, key=lambda key: _time(witnesses[key], place[key]))
    y: dict[str, int] = {}
    nodes: list[Node] = []
    for agency in agencies:
        y[agency] = _TOP + _ROW * len(nodes)
        nodes.append(Node(shorten(one_line(agency), _NAME_WIDTH), "", y[agency]))
    for key in ordered:
        y[key] = _TOP + _ROW * len(nodes)
        nodes.append(Node(witnesses[key].name, witnesses[key].sign, y[key]))
    reach = max((abs(y[a] - y[b]) for link in comparison.copies for a, b in _ends(link, y)), default=_ROW)
    label = round(_CHARACTER * (3 + max(len(node.name) + (len(node.sign) or 10) for node in nodes)))
    width = 60 + min(260, reach // 2 + 40)
    arcs = [
        Arc(_path(y[a], y[b], label, width - 70), round(1 + 5 * link.share, 1), link.taken_from is not None, title)
        for link, title in zip(comparison.copies, titles, strict=True)
        for a, b in _ends(link, y)
    ]
    return Graph(label + width, _TOP * 2 + _ROW * (len(nodes) - 1), label, tuple(nodes), tuple(arcs))


def _ends(link: CopyLink, y: dict[str, int]) -> tuple[tuple[str, str], ...]:
    """Source and taker of each arc of a link; a credited agency is the source of both articles."""
    if link.taken_from in (link.left, link.right):
        taker = link.right if link.taken_from == link.left else link.left
        return ((link.taken_from, taker),)
    if link.taken_from in y:
        return ((link.taken_from, link.left), (link.taken_from, link.right))
    return ((link.left, link.right),)


def _path(start: int, end: int, label: int, most: int) -> str:
    out = min(most, 20 + abs(end - start) // 2)
    x = label + 14
    return f"M{x} {start}C{x + out} {start} {x + out} {end} {x + 4} {end}"


def _time(witness: Witness, place: int) -> tuple[float, int]:
    published = witness.article.published
    if published is None:
        return (float("inf"), place)
    return ((published if published.tzinfo else published.replace(tzinfo=UTC)).timestamp(), place)
