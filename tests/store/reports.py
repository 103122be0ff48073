"""Reports of invented events, as records and as arrivals."""

from __future__ import annotations

import dataclasses
import hashlib
import json

from invented_reports import BAKERY, BAKERY_TOO, FERRY, FERRY_TOO
from variorum.articles.build import from_record
from variorum.store import Archive, Arrival

RECORDS: dict[str, dict[str, object]] = {
    "f1": {"title": "Ferry aground", "maintext": FERRY, "outlet": "The Bugle", "date_publish": "2021-05-06"},
    "f2": {"title": "Divers to see hull", "maintext": FERRY_TOO, "outlet": "The Lamp", "date_publish": "2021-05-07"},
    "b1": {"title": "A very long plait", "maintext": BAKERY, "outlet": "The Crumb", "date_publish": "2021-05-08"},
    "b2": {"title": "Proud of bread", "maintext": BAKERY_TOO, "outlet": "The Lamp", "date_publish": "2021-05-08"},
}


def arrival(id: str, **changes: object) -> Arrival:
    """The record of that name on its way into an archive."""
    record = {"id": id, "url": f"https://example.org/{id}", "language": "en", **RECORDS.get(id, {}), **changes}
    raw = json.dumps(record).encode()
    article = dataclasses.replace(from_record(record), sha256=hashlib.sha256(raw).hexdigest())
    return Arrival(article, True, f"{id}.json", "record", raw)


def fill(archive: Archive) -> None:
    """Puts all of them in."""
    for name in RECORDS:
        archive.add(arrival(name))
