"""Who says what: quotations in marks, indirect reports, and their sources.

`marks` pairs quotation marks and `quotations` follows them over blocks; `cues` lists reporting words, `reports` finds
what they report (`cue_verbs`, `reported`, `parentheses`); `page` lays an article out, `utterances` credits each
quotation in its sentence (`leading`, `trailing`, `speaking`) and `credits` from one quotation to the next; `figures`
gathers whom the article names, `speakers` resolves sources to them (`roles`, `noun_phrases`); `reading` puts it
together, `voices` looks it up.
"""

from variorum.annotate.attributions.reading import CONFIDENCE, find_attributions
from variorum.annotate.attributions.voices import innermost

__all__ = ["CONFIDENCE", "find_attributions", "innermost"]
