"""Speed of the language model: `python benchmarks/language.py TEXT_OR_CONLLU [--words 20000] [--threads N]`.

Prints words a second of a batch, the ratio to a plain embedding of the same sentences by the same 8-bit encoder (the
cost of everything beyond the embedding), and the time to load.
"""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
import time
from importlib import resources
from pathlib import Path


def texts_of(path: Path) -> list[str]:
    """Paragraphs of a text file, or the sentences of a CoNLL-U file, five together."""
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".conllu":
        sentences = re.findall(r"^# text = (.*)$", text, re.M)
        return [" ".join(sentences[start : start + 5]) for start in range(0, len(sentences), 5)]
    return [part for part in re.split(r"\n\s*\n", text) if part.strip()]


def loading_time() -> float:
    """Seconds to import and load the model in a fresh process."""
    code = (
        "import time; began = time.perf_counter(); import variorum.language as language; language.load();"
        "print(time.perf_counter() - began)"
    )
    times = [
        float(subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout)
        for _ in range(3)
    ]
    return min(times)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("--words", type=int, default=20_000)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--rounds", type=int, default=3)
    arguments = parser.parse_args()

    from variorum.language import Analyzer
    from variorum.language.sentences import split
    from variorum.language.words import tokenize

    analyzer = Analyzer(resources.files("variorum.language") / "data", threads=arguments.threads)
    texts: list[str] = []
    count = 0
    for text in texts_of(arguments.file):
        texts.append(text)
        count += len(tokenize(text))
        if count >= arguments.words:
            break
    sentences = []
    for text in texts:
        words = tokenize(text)
        sentences += [text[words[first][0] : words[last - 1][1]] for first, last in split(text, words)]
    analyzer.parse(texts[:20])
    analyzer.embed(sentences[:20])
    parsing, embedding = [], []
    for _ in range(arguments.rounds):
        began = time.perf_counter()
        analyzer.parse(texts)
        parsing.append(time.perf_counter() - began)
        began = time.perf_counter()
        analyzer.embed(sentences)
        embedding.append(time.perf_counter() - began)
    print(f"{count} words, {len(sentences)} sentences, {arguments.threads} threads, best of {arguments.rounds} rounds")
    print(f"words a second      {count / min(parsing):>9.0f}   >= 8000")
    print(f"ratio to embedding  {min(parsing) / min(embedding):>9.2f}   <= 1.3")
    print(f"load, seconds       {loading_time():>9.2f}   <= 0.7")


if __name__ == "__main__":
    main()
