"""English number words, and what a run of them stands for."""

from __future__ import annotations

SMALL = {
    word: value
    for value, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
        "seventeen eighteen nineteen".split()
    )
}
TENS = {
    word: 10 * value
    for value, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), start=2)
}
MAGNITUDES = {
    "dozen": 12.0,
    "hundred": 1e2,
    "thousand": 1e3,
    "lakh": 1e5,
    "million": 1e6,
    "crore": 1e7,
    "billion": 1e9,
    "trillion": 1e12,
}
ABBREVIATED = {"k": 1e3, "m": 1e6, "mn": 1e6, "mln": 1e6, "b": 1e9, "bn": 1e9, "bln": 1e9, "t": 1e12, "tn": 1e12}
PLURALS = {"tens": 10.0, "scores": 20.0} | {f"{word}s": value for word, value in MAGNITUDES.items()}
ORDINALS = "third quarter fifth sixth seventh eighth ninth tenth".split()
DENOMINATORS = dict(zip(ORDINALS, range(3, 11), strict=True)) | {"half": 2}
GLYPHS = {"½": 1 / 2, "¼": 1 / 4, "¾": 3 / 4, "⅓": 1 / 3, "⅔": 2 / 3, "⅛": 1 / 8, "⅕": 1 / 5}


def evaluate(words: list[str]) -> tuple[float, float, int]:
    """Value, final multiplier, and how many of the words make one number."""
    total, current, used, scale = 0.0, 0.0, 0, 1.0
    ceiling = float("inf")
    previous = ""
    for index, word in enumerate(words):
        if word == "and":
            if previous not in ("hundred", "magnitude"):
                break
            continue
        if word in SMALL:
            tens = previous == "tens" and 1 <= SMALL[word] <= 9
            if previous not in ("", "hundred", "magnitude") and not tens:
                break
            current, previous, scale = current + SMALL[word], "small", 1.0
        elif word in TENS:
            if previous not in ("", "hundred", "magnitude"):
                break
            current, previous, scale = current + TENS[word], "tens", 1.0
        elif word in ("hundred", "dozen"):
            if previous not in ("", "small", "tens") or current >= 100:
                break
            scale = MAGNITUDES[word]
            current, previous = (current or 1) * scale, "hundred"
        else:
            magnitude = MAGNITUDES[word]
            if magnitude >= ceiling:
                break
            scale, ceiling = magnitude, magnitude
            total, current, previous = total + (current or 1) * magnitude, 0.0, "magnitude"
        used = index + 1
    return total + current, scale, used
