"""The table of dictionary forms that the rules of `variorum.language.lemmas` would get wrong."""

from __future__ import annotations

import collections
from collections.abc import Container, Sequence

from examples import Example

from variorum.language.lemmas import Lemmatizer, ending, regular


def exceptions(examples: Sequence[Example], known: Container[str]) -> dict[str, dict[str, str]]:
    """For each part of speech, forms whose usual dictionary form the rules miss.

    A form stands under itself if all its uses agree, else under the form, a slash and the feature of its ending.
    """
    seen: dict[str, dict[str, collections.Counter[tuple[str, str, str]]]] = {}
    for example in examples:
        for word, upos, feats, lemma in zip(example.words, example.upos, example.feats, example.lemmas, strict=True):
            lower = word.lower().replace("’", "'")
            plain = lower.replace("'", "").isalpha()
            if plain and upos not in {"PROPN", "X", "PUNCT", "SYM", "NUM"} and lemma.replace("'", "").isalpha():
                uses = seen.setdefault(upos, {}).setdefault(lower, collections.Counter())
                uses[ending(feats), feats, lemma if lemma == "I" else lemma.lower()] += 1
    table: dict[str, dict[str, str]] = {}
    for upos, forms in seen.items():
        entries: dict[str, str] = {}
        for form, uses in forms.items():
            by_ending: dict[str, collections.Counter[str]] = {}
            for (last, _, lemma), count in uses.items():
                by_ending.setdefault(last, collections.Counter())[lemma] += count
            usual = {last: counts.most_common(1)[0][0] for last, counts in by_ending.items()}
            wrong = {
                last
                for (last, feats, _), _ in uses.items()
                if Lemmatizer({}, known).lemma(form, upos, feats) != usual[last]
            }
            # A rule may be right by another feature of the same ending; what is used once may be a slip.
            if not wrong or (sum(uses.values()) < 2 and regular(form, upos, "", known) == form and len(form) > 6):
                continue
            if len(set(usual.values())) == 1:
                entries[form] = next(iter(usual.values()))
            else:
                entries.update({f"{form}/{last}": usual[last] for last in usual})
        table[upos] = dict(sorted(entries.items()))
    return table
