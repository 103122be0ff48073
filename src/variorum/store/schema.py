"""The tables of the archive, as SQLAlchemy Core knows them; the migrations create them."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    DateTime,
    Float,
    ForeignKey,
    ForeignKeyConstraint,
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

# A row per report. `key` says which report it is when it comes in again; `name` is what results call it. What lists
# show of the current version is repeated here, as its row is large.
articles = Table(
    "articles",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("key", String(64), nullable=False, unique=True),
    Column("name", Text, nullable=False, unique=True),
    Column("url", Text),
    Column("current", Integer, nullable=False),
    Column("added", DateTime, nullable=False),
    Column("headline", Text, nullable=False, server_default=""),
    Column("outlet", Text),
    Column("published", DateTime),
    Column("published_precision", String(6), nullable=False, server_default="day"),
    Column("language", String(2), nullable=False, server_default="en"),
    Column("sha256", String(64), nullable=False, server_default=""),
    Index("articles_url", "url"),
    Index("articles_current", "current"),
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

# What forming stories needs of a version and is slow to compute; can be thrown away at any time.
sketches = Table(
    "sketches",
    metadata,
    Column("version", Integer, ForeignKey("versions.id", ondelete="CASCADE"), primary_key=True),
    Column("method", String(40), nullable=False),
    Column("packed", LargeBinary, nullable=False),
)

openings = Table(
    "openings",
    metadata,
    Column("version", Integer, ForeignKey("versions.id", ondelete="CASCADE"), primary_key=True),
    Column("model", String(16), nullable=False),
    Column("vector", LargeBinary, nullable=False),
)

# `contents` changes whenever an article or a version of one comes or goes.
stories = Table(
    "stories",
    metadata,
    Column("id", String(12), primary_key=True),
    Column("formed", DateTime, nullable=False),
    Column("title", Text, nullable=False, server_default=""),
    Column("articles", Integer, nullable=False, server_default="0"),
    Column("outlets", Integer, nullable=False, server_default="0"),
    Column("earliest", DateTime),
    Column("latest", DateTime),
    Column("contents", String(32), nullable=False, server_default=""),
    Index("stories_latest", "latest"),
)

members = Table(
    "members",
    metadata,
    Column("article", Integer, ForeignKey("articles.id", ondelete="CASCADE"), primary_key=True),
    Column("story", String(12), ForeignKey("stories.id", ondelete="CASCADE"), nullable=False),
    Column("place", Integer, nullable=False),
    Index("members_story", "story"),
)

# The last comparison of a story under some settings, and what lists show of it. `made_from` says whether it is current;
# `contents` are those of the story at that time, or a mark once a judgement or another Variorum has overtaken it.
comparisons = Table(
    "comparisons",
    metadata,
    Column("story", String(12), ForeignKey("stories.id", ondelete="CASCADE"), primary_key=True),
    Column("settings", String(12), primary_key=True),
    Column("contents", String(32), nullable=False),
    Column("made_from", String(32), nullable=False),
    Column("made", DateTime, nullable=False),
    Column("corroborated", Integer, nullable=False),
    Column("repeated", Integer, nullable=False),
    Column("contested", Integer, nullable=False),
    Column("superseded", Integer, nullable=False),
    Column("single", Integer, nullable=False),
    Column("texts", Integer, nullable=False),
    Column("origins", Integer, nullable=False),
    Column("export", LargeBinary, nullable=False),
    Column("export_bytes", BigInteger, nullable=False),
)

# The page of a kept comparison, rendered; can be thrown away at any time.
pages = Table(
    "pages",
    metadata,
    Column("story", String(12), primary_key=True),
    Column("settings", String(12), primary_key=True),
    Column("drawn_by", String(32), nullable=False),
    Column("packed", LargeBinary, nullable=False),
    Column("packed_bytes", BigInteger, nullable=False),
    ForeignKeyConstraint(["story", "settings"], ["comparisons.story", "comparisons.settings"], ondelete="CASCADE"),
)

# Which articles carry points of which status in a kept comparison.
carried = Table(
    "carried",
    metadata,
    Column("story", String(12), primary_key=True),
    Column("settings", String(12), primary_key=True),
    Column("article", Integer, ForeignKey("articles.id", ondelete="CASCADE"), primary_key=True),
    Column("status", String(12), primary_key=True),
    ForeignKeyConstraint(["story", "settings"], ["comparisons.story", "comparisons.settings"], ondelete="CASCADE"),
    Index("carried_article", "article", "status"),
)

# The names of the entities (0, 1, ...) of a kept comparison.
aliases = Table(
    "aliases",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("story", String(12), nullable=False),
    Column("settings", String(12), nullable=False),
    Column("entity", Integer, nullable=False),
    Column("alias", Text, nullable=False),
    Column("folded", String(200), nullable=False),
    ForeignKeyConstraint(["story", "settings"], ["comparisons.story", "comparisons.settings"], ondelete="CASCADE"),
    Index("aliases_folded", "folded"),
    Index("aliases_entity", "story", "settings", "entity"),
)

# What people decided; never changed but for being undone.
judgements = Table(
    "judgements",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("kind", String(16), nullable=False),
    Column("verdict", Text, nullable=False),
    Column("note", Text, nullable=False),
    Column("made", DateTime, nullable=False),
    Column("undone", DateTime),
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
