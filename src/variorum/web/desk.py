"""What the pages work with: the library that they read, and the work that is under way."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from starlette.requests import Request
from starlette.responses import Response

from variorum import archive as use
from variorum.errors import NotFoundError
from variorum.library import ArchiveLibrary, Library, StoryRow
from variorum.model.comparison import Comparison
from variorum.progress import Progress
from variorum.store import Archive
from variorum.web.ahead import Ahead
from variorum.web.pages import Kept, page, prepare, render
from variorum.work import Job, Result, Works


class Desk:
    """One running application.

    Args:
        library: What is read.
        ahead: Form stories, and compare the newest, before anybody asks.
    """

    def __init__(self, library: Library, *, ahead: bool = True) -> None:
        self.library = library
        self.kept = Kept()
        self.works = Works()
        self._ahead = Ahead(library) if ahead and isinstance(library, ArchiveLibrary) else None

    @property
    def archive(self) -> Archive | None:
        """Where reports and judgements go; None where only files are shown."""
        return self.library.archive if isinstance(self.library, ArchiveLibrary) else None

    @property
    def writable(self) -> Archive:
        """The archive.

        Raises:
            NotFoundError: There is none.
        """
        if self.archive is None:
            raise NotFoundError(
                "this server shows a finished comparison, to which nothing can be added",
                "serve an archive instead: variorum serve --store FILE",
            )
        return self.archive

    def outlet_groups(self) -> Mapping[str, Sequence[str]]:
        """The user's own groups of outlets, by name."""
        return use.outlet_groups(self.archive) if self.archive is not None else {}

    def start(self) -> None:
        """Begins to work in the background."""
        prepare()
        if isinstance(self.library, ArchiveLibrary):
            use.retire(self.library.archive, self.library.settings)
        self.works.start()
        if self._ahead is not None:
            self._ahead.start()

    def stop(self) -> None:
        """Ends all work."""
        self.works.stop()
        if self._ahead is not None:
            self._ahead.stop()

    def compare(self, row: StoryRow) -> Job:
        """Asks for the comparison of a story."""

        def work(progress: Progress) -> Result:
            self.library.comparison(row.id, progress)
            return Result(f"/stories/{row.id}")

        return self.works.ask(row.title, f"compare {row.id}", work)

    def form(self) -> Job:
        """Asks for the stories to be formed anew, after a judgement on them was taken back."""
        archive = self.writable

        def work(progress: Progress) -> Result:
            use.form_stories(archive, progress=progress)
            return Result("/")

        return self.works.ask("Forming stories", "form", work)

    def page(self, request: Request, row: StoryRow, kind: str, make: Callable[[Comparison], str]) -> Response:
        """A page about a story, kept as long as its comparison stays the same.

        Args:
            request: What is asked.
            row: The story.
            kind: Which page of the story.
            make: Renders it.
        """
        if not row.ready:
            return self.waiting(request, row)
        key = (row.id, kind, row.version)
        return self.kept.page(key, lambda: make(self.library.comparison(row.id))).send(request)

    def waiting(self, request: Request, row: StoryRow) -> Response:
        """What is shown while a story is compared."""
        # What failed fails again, so it is done again only when somebody asks for that.
        failed = None if "again" in request.query_params else self.works.failed(f"compare {row.id}")
        job = failed or self.compare(row)
        return self.html("job.html.j2", status=500 if failed else 202, job=job, again=f"{request.url.path}?again=1")

    def html(self, template: str, status: int = 200, **values: object) -> Response:
        """A page that is not kept."""
        text = render(template, desk=self, **values)
        return Response(text.encode("utf-8", "replace"), status, media_type="text/html; charset=utf-8")

    def show(self, request: Request, template: str, **values: object) -> Response:
        """A page that is not kept here, but may be by the browser."""
        return page(render(template, desk=self, **values)).send(request)
