"""Which of many names name the same: used within an article and across the articles of a story."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from scipy.cluster.hierarchy import DisjointSet

from variorum.annotate.names import initials, is_acronym, is_company, is_first_name, match, skeleton, words
from variorum.model.syntax import NameKind


@dataclass(frozen=True, slots=True)
class Form:
    """A name as written somewhere, with the kind of thing that it names there."""

    text: str
    kind: NameKind


def comparable(a: Form, b: Form) -> bool:
    """People are only ever people, and no place is a company; the borders between the other kinds are soft."""
    if any(one.kind in ("place", "group") and is_company(other.text) for one, other in ((a, b), (b, a))):
        return False
    return (a.kind == "person") == (b.kind == "person")


def group(forms: Sequence[Form], known: Iterable[tuple[int, int]] = (), first_names: bool = True) -> list[int]:
    """A number for each form, equal for the forms that name the same.

    Longer names are settled first; a shortened form joins the one longer name that it can shorten, and stands alone
    where there are several ("Patrol" beside two patrols, a last name that two people bear).

    Args:
        forms: Names, in any order, repeats allowed.
        known: Pairs of indices that are known to name the same.
        first_names: Whether a first name alone can be short for a full one, as within one article.
    """
    sets = DisjointSet(range(len(forms)))
    first: dict[tuple[tuple[str, ...], bool, bool], int] = {}
    for number, form in enumerate(forms):
        key = (words(form.text), form.kind == "person", is_company(form.text))
        sets.merge(first.setdefault(key, number), number)
    for left, right in known:
        if comparable(forms[left], forms[right]):
            sets.merge(left, right)
    distinct = sorted(first.values(), key=lambda n: (-len(words(forms[n].text)), n))
    # "London" alone is the place, not short for a body whose name begins with it.
    votes: Counter[tuple[str, ...]] = Counter()
    for form in forms:
        votes[words(form.text)] += {"place": 1, "group": 1, "person": -1}.get(form.kind, 0)
    places = {word for word, vote in votes.items() if len(word) == 1 and vote > 0}
    index: dict[str, list[int]] = defaultdict(list)
    for number in distinct:
        longer = _candidates(forms[number], index)
        shortened: list[int] = []
        for other in longer:
            if not comparable(forms[number], forms[other]):
                continue
            relation = match(forms[number].text, forms[other].text, forms[number].kind)
            if relation == "same":
                sets.merge(number, other)
            elif (
                relation == "short"
                and forms[number].kind == forms[other].kind
                and words(forms[number].text) not in places
                and len(words(forms[number].text)) < len(words(forms[other].text))
                and (first_names or not is_first_name(forms[number].text, forms[other].text, forms[number].kind))
            ):
                shortened.append(other)
        roots = {sets[other] for other in shortened}
        if len(roots) == 1:
            sets.merge(number, shortened[0])
        for word in _keys(forms[number]):
            index[word].append(number)
    labels: dict[int, int] = {}
    return [labels.setdefault(sets[number], len(labels)) for number in range(len(forms))]


def _keys(form: Form) -> set[str]:
    keys = {skeleton(word) for word in words(form.text)} | {word[:4] for word in words(form.text)}
    keys.add("=" + (form.text.replace(".", "").lower() if is_acronym(form.text) else initials(form.text)))
    return keys


def _candidates(form: Form, index: dict[str, list[int]]) -> list[int]:
    return sorted({number for key in _keys(form) for number in index.get(key, ())})
