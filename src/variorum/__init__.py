"""Variorum: several reports of one event, and what happened according to whom.

    import variorum

    comparison = variorum.compare([variorum.from_text(text, id="paper") for text in texts])
    comparison.points[0].gist.quote

`compare` sets articles side by side, `read` reads files, folders and addresses, and `from_text`, `from_record` and
`from_path` build single articles.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from variorum.version import VERSION

__version__ = VERSION
__all__ = [
    "Article",
    "Comparison",
    "Settings",
    "__version__",
    "compare",
    "from_path",
    "from_record",
    "from_text",
    "read",
]

if TYPE_CHECKING:
    from variorum.articles import from_path, from_record, from_text, read
    from variorum.model.article import Article
    from variorum.model.comparison import Comparison
    from variorum.pipeline import compare
    from variorum.settings import Settings

_HOMES = {
    "Article": "variorum.model.article",
    "Comparison": "variorum.model.comparison",
    "Settings": "variorum.settings",
    "compare": "variorum.pipeline",
    "from_path": "variorum.articles",
    "from_record": "variorum.articles",
    "from_text": "variorum.articles",
    "read": "variorum.articles",
}


def __getattr__(name: str) -> object:
    """Imports on first use, so that `import variorum` costs nothing."""
    if name not in _HOMES:
        raise AttributeError(f"module 'variorum' has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(_HOMES[name]), name)
