"""What the pages work with: the library that they read, and the work that is under way."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from starlette.requests import Request
from starlette.responses import Response

from variorum import archive as use
from variorum import making
from variorum.adding import TakeIn, take_in
from variorum.errors import NotFoundError
from variorum.library import ArchiveLibrary, Library, StoryRow
from variorum.model.comparison import Comparison
from variorum.store import Archive
from variorum.web.ahead import Ahead
from variorum.web.pages import Kept, page, prepare, render
from variorum.work import Job, Works


class Desk:
    """One running application.

    Args:
        library: What is read.
        ahead: Have a process form stories and compare the newest before anybody asks, and others when somebody does;
            else they are compared here, when somebody asks.
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

    @property
    def take_in(self) -> TakeIn:
        """What takes reports in.

        Raises:
            NotFoundError: There is no archive.
        """
        archive = self.writable
        return self._ahead.take_in if self._ahead is not None else partial(take_in, self.library, archive)

    def outlet_groups(self) -> Mapping[str, Sequence[str]]:
        """The user's own groups of outlets, by name."""
        return use.outlet_groups(self.archive) if self.archive is not None else {}

    def start(self) -> None:
        """Begins to work in the background."""
        prepare()
        if isinstance(self.library, ArchiveLibrary):
            use.retire(self.library.archive, self.library.settings)
            self.library.maker = self._ahead
        self.works.start()
        if self._ahead is not None:
            self._ahead.start()

    def stop(self) -> None:
        """Ends all work."""
        self.works.stop()
        if self._ahead is not None:
            self._ahead.stop()

    def page(
        self,
        request: Request,
        row: StoryRow,
        kind: str,
        make: Callable[[], str],
    ) -> Response:
        """A page about a story, kept until something changes; a newer comparison is asked for if there is to be one.

        Args:
            request: What is asked.
            row: The story.
            kind: Which page of the story.
            make: Renders it.
        """
        if not row.readable:
            return self.waiting(request, row)
        if not row.ready:
            self.renew(row, again="again" in request.query_params)
        return self.kept.page((row.version, kind), make).send(request)

    def shown(self, request: Request, row: StoryRow) -> Comparison:
        """The comparison that is there; if it is not current, a new one is asked for."""
        if not row.ready:
            self.renew(row, again="again" in request.query_params)
        return self.library.shown(row)

    def renew(self, row: StoryRow, *, again: bool = False) -> Job:
        """Asks for the comparison of a story while an older one is read."""
        # What failed fails again, so it is done again only when somebody asks for that.
        failed = None if again else making.failed(self.works, row)
        return failed or making.compare(self.library, self.works, row, urgent=False)

    def waiting(self, request: Request, row: StoryRow) -> Response:
        """What is shown while a story is compared for which there is nothing to show yet."""
        failed = None if "again" in request.query_params else making.failed(self.works, row)
        job = failed or making.compare(self.library, self.works, row, urgent=True)
        return self.html("job.html.j2", status=500 if failed else 202, job=job, again=f"{request.url.path}?again=1")

    def html(self, template: str, status: int = 200, **values: object) -> Response:
        """A page that is not kept."""
        text = render(template, desk=self, **values)
        return Response(text.encode("utf-8", "replace"), status, media_type="text/html; charset=utf-8")

    def show(self, request: Request, template: str, **values: object) -> Response:
        """A page that is not kept here, but may be by the browser."""
        return page(render(template, desk=self, **values)).send(request)
