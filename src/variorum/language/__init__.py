"""The language models: words, sentences, syntax, names and embeddings, offline.

`load` gives the `Analyzer` of a language; this package is the one place where a language plugs in.
"""

from variorum.language.agreement import agreed
from variorum.language.analyzer import LANGUAGES, Analyzer, load, supported

__all__ = ["LANGUAGES", "Analyzer", "agreed", "load", "supported"]
