"""The child process of `extraction`: one JSON request a line in, one JSON answer a line out."""

from __future__ import annotations

import json
import logging
import os
import sys

from variorum.articles.jsonld import NewsArticle, news_article

_MEMORY = 3 << 30
"""Bytes of address space; a page that needs more is hostile."""

Answer = dict[str, str | list[str] | bool | None]


def main() -> None:
    """Answers requests until the input ends."""
    _limit_memory()
    # Libraries print; only answers may go out on the pipe.
    out = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    logging.disable(logging.CRITICAL)
    for line in sys.stdin.buffer:
        request = json.loads(line)
        out.write(json.dumps(answer(request["html"], request["url"])).encode("ascii") + b"\n")
        out.flush()


def answer(html: str, url: str | None) -> Answer:
    """Text and metadata of a page, the publisher's own JSON-LD before what trafilatura finds; empty if no article."""
    from trafilatura import bare_extraction
    from trafilatura.settings import Document
    from trafilatura.utils import load_html

    tree = load_html(html)
    if tree is None:
        return {}
    declared = news_article(script.text for script in tree.iterfind('.//script[@type="application/ld+json"]'))
    try:
        found = bare_extraction(
            tree,
            url=url,
            include_comments=False,
            include_tables=False,
            with_metadata=True,
            date_extraction_params={"original_date": True, "extensive_search": False},
        )
    except Exception:  # whatever a page makes a library raise, it is a page without an article
        found = None
    document = found if isinstance(found, Document) else None
    text = _text(document.text or "" if document is not None else "", declared)
    author = document.author if document is not None else None
    return {
        "text": text,
        "title": declared.headline or (document.title if document is not None else None),
        "published": declared.published or (document.date if document is not None else None),
        "outlet": declared.publisher or (document.sitename if document is not None else None),
        "authors": list(declared.authors) or (author.split("; ") if author else []),
        "url": url or (document.url if document is not None else None) or declared.url,
        "language": declared.language or tree.get("lang"),
        "free": declared.free,
    }


def _text(extracted: str, declared: NewsArticle) -> str:
    """The extracted text, or the body in JSON-LD where the page itself shows next to nothing of it."""
    return declared.body if len(declared.body) > 3 * len(extracted) + 200 else extracted


def _limit_memory() -> None:
    try:
        import resource
    except ImportError:  # not on Windows
        return
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, resource.RLIM_INFINITY))


if __name__ == "__main__":
    main()
