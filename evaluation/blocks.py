"""How well blocks are told apart: `python evaluation/blocks.py STORIES_DIR [--show]`.

Over the gold stories of a folder, prints how many sentences that a point or a quotation uses lie outside the content
blocks (lost; should be none), and which share of the other sentences is kept as content. `--show` lists both kinds.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from variorum.articles import read


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("stories", type=Path)
    parser.add_argument("--show", action="store_true", help="list the sentences that are lost or dropped")
    arguments = parser.parse_args()
    lost = used_total = kept = other_total = 0
    for folder in sorted(path for path in arguments.stories.iterdir() if (path / "gold.json").exists()):
        gold = json.loads((folder / "gold.json").read_text(encoding="utf-8"))
        story = json.loads((folder / "story.json").read_text(encoding="utf-8"))
        used = {m["at"] for part in ("points", "quotes") for group in gold[part] for m in group["mentions"]}
        articles = {article.id: article for article in read([str(folder / "articles.jsonl")]).articles}
        for entry in story["articles"]:
            article = articles[entry["id"]]
            content = {"title": bytearray(len(article.title)), "text": bytearray(len(article.text))}
            for block in article.content():
                content[block.field][block.start : block.end] = b"\x01" * (block.end - block.start)
            whole = bytes(content["title"]) + bytes(entry["text_offset"] - len(article.title)) + bytes(content["text"])
            for number, (start, end) in enumerate(entry["sentences"]):
                sentence = entry["text"][start:end]
                inside = sum(whole[start:end]) * 2 >= len(sentence)
                is_used = f"{entry['id']}:{number}" in used
                used_total += is_used
                other_total += not is_used
                lost += is_used and not inside
                kept += not is_used and inside
                if arguments.show and not inside:
                    print("LOST" if is_used else "dropped", f"{folder.name}/{entry['id']}:{number}", sentence[:120])
    print(f"sentences that gold uses: {used_total}, lost as no content: {lost}")
    print(f"other sentences: {other_total}, kept as content: {kept / max(1, other_total):.3f}")


if __name__ == "__main__":
    main()
