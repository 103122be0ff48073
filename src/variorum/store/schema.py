"""The tables of the archive, as SQLAlchemy Core knows them; the migrations create them."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    DateTime,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

metadata = MetaData()

# A row per report. `key` says which report it is when it comes in again; `name` is what results call it.
articles = Table(
    "articles",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("key", String(64), nullable=False, unique=True),
    Column("name", Text, nullable=False, unique=True),
    Column("url", Text),
    Column("current", Integer, nullable=False),
    Column("added", DateTime, nullable=False),
)

# A row per text that a report has had; the newest is the article's `current`.
versions = Table(
    "versions",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("article", Integer, ForeignKey("articles.id", ondelete="CASCADE"), nullable=False),
    Column("number", Integer, nullable=False),
    Column("fingerprint", String(64), nullable=False),
    Column("title", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("outlet", Text),
    Column("published", DateTime),
    Column("published_precision", String(6), nullable=False),
    Column("language", String(2), nullable=False),
    Column("authors", Text, nullable=False),
    Column("credits", Text, nullable=False),
    Column("blocks", Text, nullable=False),
    Column("headline_only", Boolean, nullable=False),
    Column("source", Text, nullable=False),
    Column("kind", String(8), nullable=False),
    Column("charset", String(40)),
    Column("sha256", String(64), nullable=False),
    Column("raw", LargeBinary, nullable=False),
    Column("raw_bytes", BigInteger, nullable=False),
    Column("seen", DateTime, nullable=False),
    UniqueConstraint("article", "number"),
    UniqueConstraint("article", "fingerprint"),
    Index("versions_published", "published"),
)

# What clustering needs of a version and is slow to compute; can be thrown away at any time.
openings = Table(
    "openings",
    metadata,
    Column("version", Integer, ForeignKey("versions.id", ondelete="CASCADE"), primary_key=True),
    Column("model", String(16), nullable=False),
    Column("vector", LargeBinary, nullable=False),
)

stories = Table(
    "stories",
    metadata,
    Column("id", String(12), primary_key=True),
    Column("formed", DateTime, nullable=False),
)

members = Table(
    "members",
    metadata,
    Column("article", Integer, ForeignKey("articles.id", ondelete="CASCADE"), primary_key=True),
    Column("story", String(12), ForeignKey("stories.id", ondelete="CASCADE"), nullable=False),
    Column("place", Integer, nullable=False),
    Index("members_story", "story"),
)

problems = Table(
    "problems",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("source", Text, nullable=False),
    Column("message", Text, nullable=False),
    Column("hint", Text, nullable=False),
    Column("kind", String(8), nullable=False),
    Column("times", Integer, nullable=False),
    Column("first", DateTime, nullable=False),
    Column("last", DateTime, nullable=False),
    UniqueConstraint("source", "message"),
)

# What a server said of an address, so that the next request can ask for changes only.
visits = Table(
    "visits",
    metadata,
    Column("url", Text, primary_key=True),
    Column("etag", Text),
    Column("modified", Text),
    Column("at", Float, nullable=False),
)

# What the stories were formed from; they are formed again when it has changed.
state = Table(
    "state",
    metadata,
    Column("name", String(32), primary_key=True),
    Column("value", Text, nullable=False),
)
