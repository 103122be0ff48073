"""The archive: an SQLite file or a PostgreSQL database, through SQLAlchemy Core, with Alembic migrations.

    archive = Archive(default_location())
    archive.add(Arrival(article, named=False, source="page.html", kind="html", raw=data))

`schema`    the tables; `migrations` make them
`database`  opening, migrating, transactions; `sqlite` and `postgresql` what only one of them has
`records`   articles as rows, and what makes two arrivals the same article
`arrivals`, `archive`  articles in, articles out, and what is known of addresses
`query`, `search`  full text
`stories`, `comparisons`, `pages`, `judgements`  what was made of the articles, and what people decided
`lists`     stories as lists show them
`upkeep`, `transfer`  verifying, copying from one database to another
"""

from variorum.store.archive import Archive, LoggedProblem, Visit
from variorum.store.arrivals import Outcome
from variorum.store.database import ENVIRONMENT, default_location
from variorum.store.lists import Order, Report, Standing, StoryRow
from variorum.store.records import Arrival
from variorum.store.search import END, START, Hit
from variorum.store.stories import StoredStory

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
    "default_location",
]
