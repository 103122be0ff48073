"""`variorum judge`: what people decide where the machine was wrong."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.text import Text

from variorum.cli.options import Store
from variorum.cli.progress import progress_bar
from variorum.errors import InputError

if TYPE_CHECKING:
    from variorum.model.judgement import Bearer, Judgement, Verdict
    from variorum.model.text import Field, Span
    from variorum.store import Archive

Note = Annotated[str, typer.Option("--note", metavar="WORDS", help="Why; it stands in the record.")]

app = typer.Typer(
    no_args_is_help=True,
    help="Correct stories, rows and people, group and grade outlets. Each judgement is a dated record that later runs "
    "respect, and that can be undone.",
)

_PLACE = re.compile(r"(?P<article>.+)#(?P<field>title|text):(?P<start>\d+)-(?P<end>\d+)")


@app.command()
def merge(
    context: typer.Context,
    stories: Annotated[list[str], typer.Argument(metavar="STORY STORY...", help="Ids.", show_default=False)],
    note: Note = "",
    store: Store = None,
) -> None:
    """These stories are one.

    [bold]Example[/bold]: variorum judge merge s12 s40
    """
    from variorum import archive as use

    _told(use.merge_stories(_archive(context, store), stories, note))


@app.command()
def split(
    context: typer.Context,
    story: Annotated[str, typer.Argument(metavar="STORY", show_default=False)],
    reports: Annotated[
        list[str], typer.Argument(metavar="REPORT...", help="Ids as shown by: variorum show STORY", show_default=False)
    ],
    note: Note = "",
    store: Store = None,
) -> None:
    """These reports of a story are about another event than the rest.

    [bold]Example[/bold]: variorum judge split s12 https://example.org/other-crash
    """
    from variorum import archive as use

    _told(use.split_story(_archive(context, store), story, reports, note))


@app.command()
def move(
    context: typer.Context,
    report: Annotated[str, typer.Argument(metavar="REPORT", help="Its id.", show_default=False)],
    story: Annotated[str, typer.Argument(metavar="STORY", help="Where it belongs.", show_default=False)],
    note: Note = "",
    store: Store = None,
) -> None:
    """A report belongs into another story."""
    from variorum import archive as use

    _told(*use.move_article(_archive(context, store), report, story, note))


@app.command()
def point(
    context: typer.Context,
    left: Annotated[
        str,
        typer.Argument(
            metavar="PLACE",
            help="REPORT#text:START-END, offsets as in the JSON export; or REPORT#words in the report",
            show_default=False,
        ),
    ],
    right: Annotated[str, typer.Argument(metavar="PLACE", help="Likewise.", show_default=False)],
    same: Annotated[bool, typer.Option("--same/--not-same", help="Whether they are about the same thing.")] = True,
    note: Note = "",
    store: Store = None,
) -> None:
    """What two reports say at two places is one point, or is not.

    [bold]Examples[/bold]

      variorum judge point bugle#text:120-164 lamp#text:80-131 --not-same
      variorum judge point "bugle#twelve people were hurt" "lamp#a dozen were injured"
    """
    from variorum import archive as use
    from variorum.model.judgement import OtherPoint, SamePoint

    opened = _archive(context, store)
    first, second = _span(opened, left), _span(opened, right)
    _told(use.judge(opened, SamePoint(first, second) if same else OtherPoint(first, second), note))


@app.command()
def person(
    context: typer.Context,
    left: Annotated[
        str,
        typer.Argument(metavar="NAME", help="NAME, or NAME@REPORT in one report only.", show_default=False),
    ],
    right: Annotated[str, typer.Argument(metavar="NAME", help="Likewise.", show_default=False)],
    story: Annotated[
        str | None, typer.Option("--story", metavar="STORY", help="Only in this story; else wherever both occur.")
    ] = None,
    same: Annotated[bool, typer.Option("--same/--not-same", help="Whether one person bears both.")] = True,
    note: Note = "",
    store: Store = None,
) -> None:
    """Two names belong to one person, body or place, or do not.

    [bold]Example[/bold]: variorum judge person "A. Lorrick" "Anna Lorrick" --story s12
    """
    from variorum import archive as use
    from variorum.model.judgement import OtherPerson, SamePerson

    opened = _archive(context, store)
    articles = use.names_in(opened, story) if story is not None else ()
    verdict = SamePerson if same else OtherPerson
    _told(use.judge(opened, verdict(_bearer(opened, left), _bearer(opened, right), articles), note))


@app.command()
def group(
    context: typer.Context,
    name: Annotated[str, typer.Argument(metavar="NAME", help="What you call the group.", show_default=False)],
    outlets: Annotated[
        list[str] | None, typer.Argument(metavar="OUTLET...", help="All its outlets; none ends the group.")
    ] = None,
    note: Note = "",
    store: Store = None,
) -> None:
    """Group outlets (owners, countries, whatever you compare by).

    [bold]Example[/bold]: variorum judge group "state media" "The Bugle" lamp.example
    """
    from variorum import archive as use
    from variorum.model.judgement import OutletGroup

    _told(use.judge(_archive(context, store), OutletGroup(name, tuple(outlets or ())), note))


@app.command()
def grade(
    context: typer.Context,
    outlet: Annotated[str, typer.Argument(metavar="OUTLET", show_default=False)],
    reliability: Annotated[
        str,
        typer.Argument(
            metavar="A-F",
            help="A completely, B usually, C fairly, D not usually reliable, E unreliable, F cannot be judged.",
            show_default=False,
        ),
    ],
    note: Note = "",
    store: Store = None,
) -> None:
    """Grade an outlet's reliability by the Admiralty system.

    [bold]Example[/bold]: variorum judge grade "The Bugle" B
    """
    from variorum import archive as use
    from variorum.model.judgement import OutletGrade

    verdict = OutletGrade(outlet, reliability.upper())  # type: ignore[arg-type]  # judge() checks it
    _told(use.judge(_archive(context, store), verdict, note))


@app.command()
def undo(
    context: typer.Context,
    number: Annotated[int, typer.Argument(metavar="NUMBER", help="As listed.", show_default=False)],
    store: Store = None,
) -> None:
    """Take a judgement back; the record stays. Stories change back at once."""
    from variorum import archive as use

    with progress_bar(Console(stderr=True), quiet=False) as progress:
        undone = use.undo(_archive(context, store), number, progress=progress)
    _told(undone)


@app.command("list")
def list_(
    context: typer.Context,
    undone: Annotated[bool, typer.Option("--undone", help="Also those that were taken back.")] = False,
    store: Store = None,
) -> None:
    """List the judgements, the earliest first."""
    from variorum import archive as use

    found = use.judgements(_archive(context, store), undone=undone)
    _told(*found)
    if not found:
        typer.echo("there are no judgements")


def _archive(context: typer.Context, store: str | None) -> Archive:
    from variorum import archive as use

    return use.open_archive(store or context.obj)


def _told(*found: Judgement) -> None:
    console = Console()
    for judgement in found:
        line = Text.assemble((f"{judgement.id}  {judgement.made:%Y-%m-%d %H:%M}  ", "dim"), _words(judgement.verdict))
        if judgement.note:
            line.append(f" ({judgement.note})", style="dim")
        if judgement.undone is not None:
            line.append(f"; undone {judgement.undone:%Y-%m-%d %H:%M}", style="yellow")
        console.print(line, soft_wrap=True)


def _words(verdict: Verdict) -> str:
    from variorum.model import judgement as kinds

    match verdict:
        case kinds.SameStory(articles):
            return f"one story: {', '.join(articles)}"
        case kinds.OtherStory(articles, others):
            return f"another story: {', '.join(articles)}; not that of {', '.join(others)}"
        case kinds.SamePoint(left, right):
            return f"one point: {_quoted(left)} and {_quoted(right)}"
        case kinds.OtherPoint(left, right):
            return f"not one point: {_quoted(left)} and {_quoted(right)}"
        case kinds.SamePerson(left, right, _):
            return f"one person: {_called(left)} and {_called(right)}"
        case kinds.OtherPerson(left, right, _):
            return f"not one person: {_called(left)} and {_called(right)}"
        case kinds.OutletGroup(name, outlets):
            return f"outlets of group “{name}”: {', '.join(outlets) or 'none'}"
        case kinds.OutletGrade(outlet, reliability):
            return f"grade of {outlet}: {reliability}"


def _quoted(span: Span) -> str:
    return f"“{' '.join(span.quote.split())}” ({span.article})"


def _called(bearer: Bearer) -> str:
    return bearer.name if bearer.article is None else f"{bearer.name} ({bearer.article})"


def _span(archive: Archive, typed: str) -> Span:
    """The words that a place names.

    Raises:
        InputError: It names no place, or one that is not there.
    """
    found = _PLACE.fullmatch(typed)
    name, _, words = (found["article"], "", "") if found else typed.rpartition("#")
    number = archive.number(name) if name else None
    article = next(archive.articles([number]), None) if number is not None else None
    if article is None:
        raise InputError(f"{typed!r} names no report", "REPORT#text:START-END or REPORT#words")
    if found:
        field: Field = "title" if found["field"] == "title" else "text"
        start, end = int(found["start"]), int(found["end"])
        if not 0 <= start < end <= len(article.field(field)):
            raise InputError(f"{name} has nothing at {field}:{start}-{end}", "take offsets from the JSON export")
        return article.span(field, start, end)
    fields: tuple[Field, ...] = ("text", "title")
    for field in fields:
        start = article.field(field).find(words)
        if words and start >= 0:
            return article.span(field, start, start + len(words))
    raise InputError(f"{name} does not say {words!r}", "give words just as they stand in the report")


def _bearer(archive: Archive, typed: str) -> Bearer:
    from variorum.model.judgement import Bearer

    name, _, article = typed.partition("@")
    return Bearer(name.strip(), article) if article and archive.number(article) is not None else Bearer(typed.strip())
