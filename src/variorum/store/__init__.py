"""The archive on disk: one SQLite file through SQLAlchemy Core, with Alembic migrations.

    archive = Archive(default_path())
    archive.add(Arrival(article, named=False, source="page.html", kind="html", raw=data))

`schema`    the tables; `migrations` make them
`database`  opening, locking, migrating
`records`   articles as rows, and what makes two arrivals the same article
`archive`   the transactions
`search`    full text
`stories`, `comparisons`, `judgements`  what was made of the articles, and what people decided
`upkeep`    verifying and copying
"""

from variorum.store.archive import Archive, LoggedProblem, Outcome, Visit
from variorum.store.database import ENVIRONMENT, default_path
from variorum.store.records import Arrival
from variorum.store.search import END, START, Hit
from variorum.store.stories import Order, Report, Standing, StoredStory, StoryRow

__all__ = [
    "END",
    "ENVIRONMENT",
    "START",
    "Archive",
    "Arrival",
    "Hit",
    "LoggedProblem",
    "Order",
    "Outcome",
    "Report",
    "Standing",
    "StoredStory",
    "StoryRow",
    "Visit",
    "default_path",
]
