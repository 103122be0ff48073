"""The archive on disk: one SQLite file through SQLAlchemy Core, with Alembic migrations.

    archive = Archive(default_path())
    archive.add(Arrival(article, named=False, source="page.html", kind="html", raw=data))

`schema`    the tables; `migrations` make them
`database`  opening, locking, migrating
`records`   articles as rows, and what makes two arrivals the same article
`archive`   the transactions
`search`    full text
`upkeep`    verifying and copying
"""

from variorum.store.archive import Archive, LoggedProblem, Outcome, StoredStory, Visit
from variorum.store.database import ENVIRONMENT, default_path
from variorum.store.records import Arrival
from variorum.store.search import END, START, Hit

__all__ = [
    "END",
    "ENVIRONMENT",
    "START",
    "Archive",
    "Arrival",
    "Hit",
    "LoggedProblem",
    "Outcome",
    "StoredStory",
    "Visit",
    "default_path",
]
