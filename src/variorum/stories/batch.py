"""Which articles are about one event: a first, cautious split of a handful of articles.

Two articles belong together if their openings mean much the same. The threshold is low: what is wrongly kept together
shows as two separate halves in one comparison, what is wrongly split is never compared.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components

from variorum.model.document import Document
from variorum.model.syntax import Vector

_OPENING_SENTENCES = 6


def group(documents: Sequence[Document], threshold: float) -> list[list[int]]:
    """Indices of the documents of each event, largest event first.

    Args:
        documents: Articles with their sentences; those without any (another language) join the largest event.
        threshold: Least cosine of two openings that makes them one event; links are followed transitively.
    """
    if len(documents) < 2:
        return [list(range(len(documents)))] if documents else []
    openings = np.stack([_opening(document, documents) for document in documents])
    near = csr_array(openings @ openings.T >= threshold)
    _, labels = connected_components(near, directed=False)
    stories: dict[int, list[int]] = {}
    for number, label in enumerate(labels):
        stories.setdefault(int(label), []).append(number)
    ordered = sorted(stories.values(), key=lambda members: (-len(members), members[0]))
    silent = [number for number, document in enumerate(documents) if not document.sentences]
    spoken = [[n for n in members if n not in silent] for members in ordered]
    spoken = [members for members in spoken if members] or [[]]
    spoken[0] = sorted([*spoken[0], *silent])
    return spoken


def _opening(document: Document, documents: Sequence[Document]) -> Vector:
    vectors = [sentence.parse.vector for sentence in document.sentences[:_OPENING_SENTENCES]]
    if not vectors:
        dimension = next((d.sentences[0].parse.vector.shape[0] for d in documents if d.sentences), 1)
        return np.zeros(dimension, np.float32)
    mean = np.mean(vectors, axis=0)
    return np.asarray(mean / max(float(np.linalg.norm(mean)), 1e-9), np.float32)
