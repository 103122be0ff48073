"""What forming stories needs of each version, kept so that texts are read for it once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, TypeVar

import numpy as np
from sqlalchemy import Connection, Select, select

from variorum.model.syntax import Vector
from variorum.store.database import upsert
from variorum.store.schema import articles, openings, sketches
from variorum.store.stories import chunks

Selected = TypeVar("Selected", bound=Select[Any])


def vectors(connection: Connection, model: str, numbers: Sequence[int] | None) -> dict[int, Vector]:
    """See `Archive.vectors`."""
    query = (
        select(articles.c.id, openings.c.vector)
        .join(openings, openings.c.version == articles.c.current)
        .where(openings.c.model == model)
    )
    return {
        number: np.frombuffer(vector, np.float16).astype(np.float32)
        for part in _of(query, numbers)
        for number, vector in connection.execute(part)
    }


def keep_vectors(connection: Connection, model: str, vectors: Mapping[int, Vector]) -> None:
    """See `Archive.keep_vectors`."""
    rows = [
        {"version": version, "model": model, "vector": vectors[number].astype(np.float16).tobytes()}
        for number, version in _current(connection, list(vectors)).items()
    ]
    if rows:
        row = upsert(connection, openings)
        connection.execute(
            row.on_conflict_do_update(
                index_elements=["version"], set_={"model": row.excluded.model, "vector": row.excluded.vector}
            ),
            rows,
        )


def sketches_of(
    connection: Connection, method: str, numbers: Sequence[int] | None
) -> dict[int, tuple[bytes, datetime | None]]:
    """See `Archive.sketches`."""
    query = (
        select(articles.c.id, sketches.c.packed, articles.c.published)
        .join(sketches, sketches.c.version == articles.c.current)
        .where(sketches.c.method == method)
    )
    return {
        number: (packed, published)
        for part in _of(query, numbers)
        for number, packed, published in connection.execute(part)
    }


def keep_sketches(connection: Connection, method: str, packed: Mapping[int, bytes]) -> None:
    """See `Archive.keep_sketches`."""
    rows = [
        {"version": version, "method": method, "packed": packed[number]}
        for number, version in _current(connection, list(packed)).items()
    ]
    if rows:
        row = upsert(connection, sketches)
        connection.execute(
            row.on_conflict_do_update(
                index_elements=["version"], set_={"method": row.excluded.method, "packed": row.excluded.packed}
            ),
            rows,
        )


def _of(query: Selected, numbers: Sequence[int] | None) -> list[Selected]:
    """The query for these articles, in as many parts as they need."""
    return [query] if numbers is None else [query.where(articles.c.id.in_(chunk)) for chunk in chunks(numbers)]


def _current(connection: Connection, numbers: list[int]) -> dict[int, int]:
    query = select(articles.c.id, articles.c.current)
    return {
        number: current
        for chunk in chunks(numbers)
        for number, current in connection.execute(query.where(articles.c.id.in_(chunk)))
    }
