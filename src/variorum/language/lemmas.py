"""Dictionary forms: a table of exceptions, and the regular endings of English."""

from __future__ import annotations

from collections.abc import Container, Mapping
from typing import Final

from variorum.language.irregular import irregular

_VOWELS: Final = frozenset("aeiou")
_LOST_E: Final = tuple("u v c z s ag eg ig og ug rg dg at ut ir ur bl cl dl gl pl tl ed id".split())
"""Endings of stems that are no words themselves because an "e" fell out: "mismanag", "revis"."""


class Lemmatizer:
    """Looks up and derives dictionary forms.

    Args:
        exceptions: For each part of speech, the lower-case forms that the rules would get wrong.
        known: Words that are dictionary forms; they decide between "hop" and "hope".
    """

    def __init__(self, exceptions: Mapping[str, Mapping[str, str]], known: Container[str]) -> None:
        self._exceptions = exceptions
        self._known = known

    def lemma(self, word: str, upos: str, feats: str) -> str:
        """Dictionary form of a word in use; lower case except for proper nouns."""
        lower = word.lower().replace("’", "'")
        table = self._exceptions.get(upos)
        if table is not None:
            for key in (f"{lower}/{ending(feats)}", lower):
                found = table.get(key)
                if found is not None:
                    return found
        if upos == "PROPN":
            name = word.capitalize() if word.isupper() and len(word) > 5 else word
            return _without_s(name, self._known) if "Number=Plur" in feats and len(name) > 3 else name
        return regular(lower, upos, feats, self._known)


def ending(feats: str) -> str:
    """The feature value that the ending of a word stands for; empty if none."""
    for feature in (
        "Number=Plur",
        "VerbForm=Ger",
        "VerbForm=Part",
        "Tense=Past",
        "Person=3",
        "Degree=Cmp",
        "Degree=Sup",
    ):
        if feature in feats:
            return feature.partition("=")[2]
    return ""


def regular(lower: str, upos: str, feats: str, known: Container[str]) -> str:
    """Takes a regular ending off."""
    if upos == "NOUN" and "Number=Plur" in feats:
        if lower.endswith("men") and len(lower) > 4:
            return lower[:-2] + "an"
        return lower[:-3] if lower.endswith("children") else _without_s(lower, known)
    if upos in {"VERB", "AUX"}:
        if "Tense=Past" in feats or "VerbForm=Part" in feats:
            base = irregular(lower)
            if base is not None:
                return base
        if lower.endswith("ing") and ("VerbForm=Ger" in feats or "VerbForm=Part" in feats):
            return _stem(lower[:-3], known) if len(lower) > 4 else lower
        if lower.endswith("ed") and ("Tense=Past" in feats or "VerbForm=Part" in feats):
            if lower.endswith("ied") and len(lower) > 4:
                return lower[:-3] + "y"
            return _stem(lower[:-2], known)
        if lower.endswith("s") and "Person=3" in feats:
            return _without_s(lower, known)
    if upos in {"ADJ", "ADV"}:
        for ending, feature in (("er", "Degree=Cmp"), ("est", "Degree=Sup")):
            if feature in feats and lower.endswith(ending) and len(lower) > len(ending) + 2:
                if lower.endswith("i" + ending):
                    return lower[: -len(ending) - 1] + "y"
                return _stem(lower[: -len(ending)], known)
    return lower


def _without_s(lower: str, known: Container[str]) -> str:
    if lower.endswith("ies") and len(lower) > 4:
        return lower[:-3] + "y"
    if lower.endswith(("sses", "shes", "ches", "xes", "zzes")):
        return lower[:-2]
    if lower.endswith("oes") and lower[:-2] in known:
        return lower[:-2]
    return lower[:-1] if lower.endswith("s") and not lower.endswith("ss") and len(lower) > 2 else lower


def _stem(stem: str, known: Container[str]) -> str:
    """What stood before -ing, -ed, -er or -est: "hop" of "hopp", "hope" of "hop", "visit" of "visit"."""
    doubled = len(stem) > 2 and stem[-1] == stem[-2] and stem[-1] not in _VOWELS
    if doubled and stem[-1] not in "lsfz":
        return stem[:-1]
    if doubled:
        alone = stem[:-1] in known or stem[-1] == "l"
        return stem[:-1] if alone and stem not in known else stem
    if stem + "e" in known and not (stem in known and _closed(stem)):
        return stem + "e"
    if stem in known:
        return stem
    return stem + "e" if stem.endswith(_LOST_E) else stem


def _closed(stem: str) -> bool:
    """Whether a stem would double its last letter if no "e" had fallen out, or ends in two consonants or vowels."""
    if len(stem) < 3:
        return False
    single = stem[-1] not in _VOWELS and stem[-2] in _VOWELS and stem[-3] not in _VOWELS
    return not single
