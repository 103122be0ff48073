"""What people decided, as dated records that are never changed but for being undone."""

from __future__ import annotations

from functools import cache

from pydantic import TypeAdapter
from sqlalchemy import Connection, Row, insert, select, update

from variorum.model.judgement import Judgement, Verdict
from variorum.store.records import now
from variorum.store.schema import judgements


@cache
def _verdicts() -> TypeAdapter[Verdict]:
    return TypeAdapter(Verdict)


def record(connection: Connection, verdict: Verdict, note: str) -> Judgement:
    """Puts a verdict on record."""
    made = now()
    written = _verdicts().dump_json(verdict).decode()
    row = insert(judgements).values(kind=verdict.kind, verdict=written, note=note, made=made)
    number = connection.execute(row.returning(judgements.c.id)).scalar_one()
    return Judgement(number, verdict, made, note)


def undo(connection: Connection, id: int) -> Judgement | None:
    """Takes a judgement back, if it is there and holds; the record stays, with the date."""
    when = now()
    done = connection.execute(
        update(judgements).where(judgements.c.id == id, judgements.c.undone.is_(None)).values(undone=when)
    )
    if done.rowcount == 0:
        return None
    return _judgement(connection.execute(select(judgements).where(judgements.c.id == id)).one())


def recorded(connection: Connection, undone: bool = False) -> list[Judgement]:
    """The judgements that hold, the earliest first; with `undone` also those that were taken back."""
    query = select(judgements).order_by(judgements.c.id)
    if not undone:
        query = query.where(judgements.c.undone.is_(None))
    return [_judgement(row) for row in connection.execute(query)]


def _judgement(row: Row[tuple[object, ...]]) -> Judgement:
    return Judgement(row.id, _verdicts().validate_json(row.verdict), row.made, row.note, row.undone)
