"""Reports brought in by hand, through a page or a program: kept for a moment, taken in, led to their story."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import urlsplit

from variorum import archive as use
from variorum.archive import Ingested
from variorum.errors import InputError
from variorum.library import Library
from variorum.model.judgement import SameStory
from variorum.progress import Progress
from variorum.report.legend import count
from variorum.sources import Problem
from variorum.store import Archive
from variorum.work import Result

MAX_FILES = 200
MAX_ADDRESSES = 100
MAX_TEXT = 2_000_000
"""Characters of a text that is given as such."""

ABOUT = {"title": "title", "outlet": "outlet", "published": "date_publish", "url": "url"}
"""What can be told of a text, and how records call it."""

_UNUSUAL = re.compile(r"[^\w .,()+-]+")


def addresses(words: Sequence[str]) -> list[str]:
    """The addresses, checked: a path must not lead to files of the server.

    Raises:
        InputError: One is none of the web, or there are too many.
    """
    if len(words) > MAX_ADDRESSES:
        raise InputError(f"more than {MAX_ADDRESSES} addresses at once", "give fewer, or use: variorum ingest")
    for address in words:
        try:
            parts = urlsplit(address)
            fits = parts.scheme.lower() in ("http", "https") and bool(parts.hostname)
        except ValueError:
            fits = False
        if not fits:
            raise InputError(f"{address[:80]!r} is no address", "addresses begin with http:// or https://")
    return list(words)


def place_for(folder: Path, number: int, name: str) -> Path:
    """Where a file that was sent under a name is kept: in a folder of its own, under much the same name."""
    plain = _UNUSUAL.sub("_", Path(name.replace("\\", "/")).name).strip(" .") or "report"
    # The ending tells what a file is.
    stem, dot, ending = plain.rpartition(".")
    own = folder / str(number)
    own.mkdir()
    return own / (f"{stem[:80]}{dot}{ending[:10]}" if dot else plain[:80])


def write_text(folder: Path, number: int, text: str, about: Mapping[str, str]) -> Path:
    """Keeps a text, with what is told of it.

    Args:
        folder: Where.
        number: Of the input; no two alike.
        text: The report.
        about: Its title, outlet, published, url, as far as they are known.

    Raises:
        InputError: The text is empty or too long.
    """
    if not text.strip():
        raise InputError("a text is empty", "give the words of a report")
    if len(text) > MAX_TEXT:
        raise InputError(
            f"the text has more than {MAX_TEXT:,} characters", "save it as a file and leave out what is no report"
        )
    # Browsers send "\r\n"; what the user pasted had plain line ends.
    text = text.replace("\r\n", "\n")
    told = {ABOUT[name]: value.strip() for name, value in about.items() if name in ABOUT and value.strip()}
    path = place_for(folder, number, "pasted.json" if told else "pasted.txt")
    written = json.dumps({**told, "maintext": text}, ensure_ascii=False) if told else text
    path.write_bytes(written.encode("utf-8", "replace"))
    return path


@dataclass(frozen=True, slots=True)
class Inputs:
    """What is to be taken in.

    Attributes:
        sources: Files and addresses.
        together: The user knows that all are about one event.
        folder: Where the files are kept for the moment; its name means nothing to users.
    """

    sources: tuple[str, ...]
    together: bool
    folder: Path


TakeIn = Callable[[Inputs, Progress], Result]
"""Takes inputs in, here or elsewhere."""


def take_in(library: Library, archive: Archive, inputs: Inputs, progress: Progress) -> Result:
    """Takes inputs in, forms stories, and compares the one that most of them are in.

    Args:
        library: Through which the story will be read.
        archive: Where the reports go.
        inputs: What is taken in.
        progress: Told of each step.
    """
    folder = inputs.folder

    def told(what: str, done: int, total: int) -> None:
        progress(re.sub(rf"{re.escape(str(folder))}/\d+/", "", what), done, total)

    before = set(archive.numbers())
    done = use.ingest(archive, inputs.sources, progress=told)
    problems = tuple(_plain(problem, folder) for problem in done.problems)
    new = [number for number in archive.numbers() if number not in before]
    if not new:
        return Result("/", _nothing_new(done), problems)
    if inputs.together and len(new) > 1:
        names = tuple(article.id for article in archive.articles(new))
        use.judge(archive, SameStory(names), "added as reports of one event")
    homes: Counter[str] = Counter()
    for story in use.form_stories(archive, progress=progress):
        homes[story.id] = len(set(story.articles) & set(new))
    target = homes.most_common(1)[0][0]
    library.comparison(target, progress)
    stories = sum(1 for number in homes.values() if number)
    said = f"{count(len(new), 'report')} added, in {count(stories, 'story', 'stories')}."
    return Result(f"/stories/{target}", said if stories > 1 or problems else "", problems)


def _nothing_new(done: Ingested) -> str:
    if done.changed:
        return f"{count(done.changed, 'report')} changed since it was last taken in."
    if done.known:
        return "All of it was here already."
    return "Nothing could be taken in."


def _plain(problem: Problem, folder: Path) -> Problem:
    """The problem under the name that the user gave the file."""
    inside = problem.source.removeprefix(f"{folder}/")
    return problem if inside == problem.source else replace(problem, source=inside.partition("/")[2] or inside)
