"""Runs the encoder on batches of sentences and hands out what it says, word by word."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Final

import numpy as np
import onnxruntime
from numpy.typing import NDArray

from variorum.language.threads import OneBlasThread
from variorum.model.syntax import Vector

BATCH_PIECES: Final = 1024
"""Word pieces, padding included, that one run of the encoder takes; more would not fit into a processor's cache.

The same on every machine, so that sentences meet the same neighbours everywhere.
"""

Integers = NDArray[np.int64]

_ONE_BLAS_THREAD: Final = OneBlasThread()


@dataclass(frozen=True, slots=True)
class Window:
    """A stretch of words as the encoder reads it.

    Attributes:
        ids: Word pieces, with the two that frame a sentence.
        shapes: Letter case of each piece.
        first: Position of the first piece of each word, preceded by 0 for the root of the sentence.
    """

    ids: Sequence[int]
    shapes: Sequence[int]
    first: Sequence[int]


@dataclass(frozen=True, slots=True)
class Batch:
    """What the encoder says about some windows. Words of all windows follow each other, each window led by its root.

    Attributes:
        chosen: Indices of the windows, in the order of the rows.
        starts: Index of the root of each window among the words, and at last the number of words.
        vectors: Embedding of each window, of unit length, [window, width].
        words: Contextual vector of each word, [word, width].
        upos: Logits of parts of speech, [word, tag].
        feats: Logits of feature bundles, [word, bundle].
        tags: Logits of name tags, [word, tag].
        arcs: Scores of governors, [window, dependent, governor]; index 0 is the root.
        dependent: One part of relation scores, [word, hidden].
        governor: The other part.
    """

    chosen: Sequence[int]
    starts: Integers
    vectors: Vector
    words: Vector
    upos: Vector
    feats: Vector
    tags: Vector
    arcs: Vector
    dependent: Vector
    governor: Vector


class Encoder:
    """The ONNX model in a session of ONNX Runtime."""

    def __init__(self, model: bytes, threads: int = 0) -> None:
        options = onnxruntime.SessionOptions()
        # Batches run beside each other: threads inside of one would wait for each other at every operation.
        options.intra_op_num_threads = 1
        options.log_severity_level = 3
        self._session = onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])
        self._outputs = [output.name for output in self._session.get_outputs()]
        self._threads = threads or _processors()

    def batches(self, windows: Sequence[Window]) -> list[list[int]]:
        """Indices of the windows, those of similar length together."""
        order = sorted(range(len(windows)), key=lambda index: len(windows[index].ids))
        result: list[list[int]] = []
        for index in order:
            if not result or len(windows[index].ids) * (len(result[-1]) + 1) > BATCH_PIECES:
                result.append([])
            result[-1].append(index)
        return result

    def each(self, batches: Sequence[Sequence[int]], work: Callable[[Sequence[int]], None]) -> None:
        """Does the work for every batch, several at a time; the first error, or Ctrl-C, drops what has not begun."""
        if min(self._threads, len(batches)) < 2:
            for chosen in batches:
                work(chosen)
            return
        pool = ThreadPoolExecutor(min(self._threads, len(batches)), thread_name_prefix="language")
        try:
            with _ONE_BLAS_THREAD:
                for _ in pool.map(work, batches):
                    pass
        finally:
            pool.shutdown(wait=True, cancel_futures=True)

    def run(self, windows: Sequence[Window], chosen: Sequence[int], only_vectors: bool = False) -> Batch:
        """Encodes the chosen windows in one pass."""
        length = max(len(windows[index].ids) for index in chosen)
        longest = max(len(windows[index].first) for index in chosen)
        ids = np.zeros((len(chosen), length), np.int64)
        shapes = np.zeros((len(chosen), length), np.int64)
        mask = np.zeros((len(chosen), length), np.int32)
        grid = np.zeros((len(chosen), longest), np.int64)
        starts = np.zeros(len(chosen) + 1, np.int64)
        first: list[NDArray[np.int64]] = []
        counts: list[NDArray[np.int64]] = []
        for row, index in enumerate(chosen):
            window = windows[index]
            size, number = len(window.ids), len(window.first)
            ids[row, :size] = window.ids
            shapes[row, :size] = window.shapes
            mask[row, :size] = 1
            positions = np.asarray(window.first, np.int64)
            first.append(positions + row * length)
            counts.append(np.diff(positions, append=size - 1))
            starts[row + 1] = starts[row] + number
            grid[row, :number] = np.arange(starts[row], starts[row + 1])
        words = np.concatenate(first)
        feed = {
            "ids": ids,
            "shapes": shapes,
            "mask": mask,
            "positions": np.arange(length),
            "words": words,
            "grid": grid,
        }
        wanted = ["pieces"] if only_vectors else self._outputs
        out = dict(zip(wanted, self._session.run(wanted, feed), strict=True))
        pieces: Vector = out["pieces"]
        weights = mask.astype(np.float32) / mask.sum(1, keepdims=True, dtype=np.float32)
        vectors = np.matmul(weights[:, None, :], pieces)[:, 0, :]
        vectors /= np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-12)
        if only_vectors:
            none = np.zeros((0, 0), np.float32)
            return Batch(chosen, starts, vectors, none, none, none, none, none, none, none)
        return Batch(
            chosen,
            starts,
            vectors,
            _word_means(pieces.reshape(-1, pieces.shape[-1]), words, np.concatenate(counts)),
            out["upos"],
            out["feats"],
            out["tags"],
            out["arcs"],
            out["dependent"],
            out["governor"],
        )


def _processors() -> int:
    """Number of processors that this process may use."""
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:  # not on every system
        return os.cpu_count() or 1


def _word_means(pieces: Vector, first: Integers, counts: Integers) -> Vector:
    """Mean of the pieces of each word. Most words have one piece, so sums are only taken for the others."""
    means: Vector = pieces[first]
    # A root's pieces would reach to the first word; it stands for itself alone.
    counts = np.maximum(counts, 1)
    for extra in range(1, int(counts.max(initial=1))):
        longer = np.flatnonzero(counts > extra)
        means[longer] += pieces[first[longer] + extra]
    several = np.flatnonzero(counts > 1)
    means[several] /= counts[several, None]
    return means
