"""Stories in rows, made by models that have not seen them."""

from __future__ import annotations

from collections.abc import Sequence
from unittest import mock

from gold import Story
from train import FOLDS, Trained, calibrated, fit, out_of_fold

from variorum.comparison.arrangement import Arrangement, arrange
from variorum.comparison.entities import link
from variorum.model.document import Document
from variorum.settings import Settings


def arranged(documents: Sequence[Document]) -> Arrangement:
    """The rows of a story by the models that are in place."""
    return arrange(documents, link(documents), Settings())


def unseen(train: Sequence[Story]) -> list[Arrangement]:
    """The rows of each story by pair models that have not seen it, nor any other of its fold."""
    scale, offset = calibrated(train, out_of_fold(train))
    found: dict[int, Arrangement] = {}
    for fold in range(FOLDS):
        model = Trained(fit([story for k, story in enumerate(train) if k % FOLDS != fold]), scale, offset)
        with mock.patch("variorum.comparison.alignment.pair_model", lambda model=model: model):
            found.update((k, arranged(train[k].documents)) for k in range(fold, len(train), FOLDS))
    return [found[k] for k in range(len(train))]
