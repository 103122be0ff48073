"""Text extraction from web pages: `python evaluation/extraction.py ../shared/corpora/article_extraction`.

Precision, recall and F1 over bags of 4-word shingles, averaged over pages as the article-extraction-benchmark of
Zyte does (github.com/scrapinghub/article-extraction-benchmark), of our reading beside plain trafilatura's. "content"
counts only our content blocks, "text" the whole text of our articles.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import time
from collections import Counter
from pathlib import Path

import trafilatura

from variorum.articles.build import from_text
from variorum.articles.extraction import Extractor
from variorum.errors import InputError

Shingles = Counter[tuple[str, ...]]


def shingles(text: str, n: int = 4) -> Shingles:
    tokens = re.findall(r"\w+", text)
    return Counter(tuple(tokens[i : i + n]) for i in range(max(1, len(tokens) - n + 1))) if tokens else Counter()


def scores(gold: str, found: str) -> tuple[float, float]:
    left, right = shingles(gold), shingles(found)
    hits = sum((left & right).values())
    precision = hits / sum(right.values()) if right else float(not left)
    recall = hits / sum(left.values()) if left else 1.0
    return precision, recall


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path)
    arguments = parser.parse_args()
    truth = json.loads((arguments.corpus / "ground-truth.json").read_text(encoding="utf-8"))
    found: dict[str, list[tuple[float, float]]] = {"variorum text": [], "variorum content": [], "trafilatura": []}
    seconds = 0.0
    with Extractor() as extractor:
        for name, entry in truth.items():
            path = arguments.corpus / "html" / f"{name}.html.gz"
            if not path.exists():
                continue
            html = gzip.decompress(path.read_bytes()).decode("utf-8", errors="replace")
            began = time.perf_counter()
            text = content = ""
            try:
                page = extractor.extract(html, entry.get("url"))
                article = from_text(page.text, title=page.title, outlet=page.outlet)
                text = article.text
                content = "\n".join(
                    text[block.start : block.end] for block in article.content() if block.field == "text"
                )
            except InputError as error:
                print(f"{name[:12]}: {error.message}")
            seconds += time.perf_counter() - began
            plain = trafilatura.extract(html, include_comments=False, include_tables=False) or ""
            for system, output in zip(found, (text, content, plain), strict=True):
                found[system].append(scores(entry["articleBody"], output))
    for system, pairs in found.items():
        precision = sum(pair[0] for pair in pairs) / len(pairs)
        recall = sum(pair[1] for pair in pairs) / len(pairs)
        print(f"{system:18} F1 {2 * precision * recall / (precision + recall):.3f}  P {precision:.3f}  R {recall:.3f}")
    print(f"{len(found['trafilatura'])} pages, {seconds / len(found['trafilatura']):.2f} s a page")


if __name__ == "__main__":
    main()
