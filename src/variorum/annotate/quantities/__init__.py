"""Quantities: numbers with their bounds, units and what they count.

`finding` puts it together: `numerals` finds bare numbers (`number_words` says what words stand for), `screening` drops
those that count nothing, `bounds` reads "at least" and "nearly", `units` the measure, `counted` the noun, and
`policies` says what "hundreds" is.
"""
