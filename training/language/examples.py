"""Training sentences, and how they tell names.

Names are given as the *admissible tags* of each word, because the corpora annotate different kinds: where one has
only "miscellaneous", or nothing, for what another calls an event, every tag that fits its annotation is admitted.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from variorum.language.names import TITLES

KINDS = ("person", "organisation", "place", "group", "event", "thing")
TAGS = ("O", *(f"{prefix}-{kind}" for kind in KINDS for prefix in "BI"))
ALL_TAGS = (1 << len(TAGS)) - 1
OUTSIDE = 1
CONNECTORS = frozenset(
    "of the and for de la le da del di von van der den al el bin ben ibn & - 's ' ’s ’ y du des".split()
)
PARTICLES = frozenset("de la le da del di von van der den al el bin ben ibn - ' ’ y du des".split())
"""What may stand inside the name of a person in lower case."""
PRONOUNS = frozenset("i we you he she it they this that these those his her its their our my your".split())
CALENDAR = frozenset(
    """monday tuesday wednesday thursday friday saturday sunday january february march april may june july august
    september october november december mon tue tues wed thu thurs fri sat sun jan feb mar apr jun jul aug sep sept oct
    nov dec""".split()
)


@dataclass(slots=True)
class Example:
    """One sentence with whatever its corpus tells about it.

    `heads` counts from 0 (the root) as CoNLL-U does; `tags` holds a bit mask of admissible name tags per word.
    Empty lists mean that the corpus does not annotate that layer, no `document` that it does not tell which sentences
    belong together.
    """

    corpus: str
    words: list[str]
    text: str = ""
    upos: list[str] = field(default_factory=list)
    feats: list[str] = field(default_factory=list)
    lemmas: list[str] = field(default_factory=list)
    heads: list[int] = field(default_factory=list)
    relations: list[str] = field(default_factory=list)
    tags: list[int] = field(default_factory=list)
    document: str = ""


def mask(kinds: Sequence[str], prefix: str) -> int:
    """Bits of the tags of these kinds with this prefix."""
    return sum(1 << TAGS.index(f"{prefix}-{kind}") for kind in kinds)


def span_tags(length: int, kinds: Sequence[str]) -> list[int]:
    """Masks of a name of that many words which is one of these kinds."""
    return [mask(kinds, "B" if index == 0 else "I") for index in range(length)]


def behind_titles(words: Sequence[str], start: int, end: int) -> int:
    """Where the name of a person begins; corpora disagree whether titles are part of it, here they are not."""
    while start < end - 1 and (words[start].lower().rstrip(".") in TITLES or words[start] == "."):
        start += 1
    return start


def named(examples: Sequence[Example]) -> Iterator[tuple[Example, int, int, str]]:
    """The names of one certain kind: (sentence, first, last, kind)."""
    certain = {1 << index: tag for index, tag in enumerate(TAGS)}
    for example in examples:
        start = -1
        for index, bits in enumerate([*example.tags, OUTSIDE]):
            tag = certain.get(bits, "O")
            if start >= 0 and not tag.startswith("I-"):
                yield example, start, index, certain[example.tags[start]][2:]
                start = -1
            if tag.startswith("B-"):
                start = index


def places(examples: Sequence[Example]) -> frozenset[str]:
    """Lower-case names that are a place at least as often as an organisation.

    Some corpora call a country an organisation where it acts, others always a place. We follow the latter.
    """
    votes: dict[str, int] = {}
    for example, first, last, kind in named(examples):
        if kind in {"place", "organisation"}:
            name = " ".join(example.words[first:last]).lower()
            votes[name] = votes.get(name, 0) + (1 if kind == "place" else -1)
    return frozenset(name for name, vote in votes.items() if vote >= 0)


def acting_places(examples: Sequence[Example], known: frozenset[str]) -> None:
    """Makes acting countries and cities places (in place); `known` comes from `places`."""
    for example, first, last, kind in list(named(examples)):
        if kind == "organisation" and " ".join(example.words[first:last]).lower() in known:
            example.tags[first:last] = span_tags(last - first, ("place",))
