"""Comparisons of another version are shown as what they are, and made anew."""

from __future__ import annotations

import pytest

from variorum import archive as use
from variorum.archive import comparing
from variorum.library import ArchiveLibrary


def test_comparisons_of_another_version_are_made_anew(archive: use.Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    library = ArchiveLibrary(archive)
    story = library.listing(words="Marigold").stories[0].id
    library.comparison(story)
    assert use.retire(archive) == 0
    assert library.story(story).ready
    monkeypatch.setattr(comparing, "VERSION", "0.0.0-another")
    assert use.retire(archive) == 1
    assert not library.story(story).ready
    assert library.story(story).readable
    assert use.retire(archive) == 0
