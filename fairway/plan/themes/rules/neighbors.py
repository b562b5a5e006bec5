"""Nearest texts: exact while that is quick, by cells of like texts above that, so that time grows with the number of texts."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from sklearn.cluster import MiniBatchKMeans
from sklearn.decomposition import TruncatedSVD
from sklearn.preprocessing import normalize

# Above this many texts the search looks only into the cells around a text.
EXACT_UP_TO = 20_000
BLOCK = 512
CELL = 1_500
CELLS_SEARCHED = 4
DIMENSIONS = 128
# What one speaker says twice is alike for her sake: half as near as the same words from someone else.
SAME_SOURCE = np.float32(0.5)


def nearest(
    vectors: sparse.csr_matrix, *, sources: list[str], many: int, exact_up_to: int = EXACT_UP_TO
) -> sparse.csr_matrix:
    """A matrix with, in each row, the nearness (cosine) of the text's `many` nearest others."""
    numbers = np.unique(np.asarray(sources), return_inverse=True)[1].astype(np.int32)
    if vectors.shape[0] <= exact_up_to:
        return _exact(vectors, numbers, many)
    return _by_cells(vectors, numbers, many)


def _exact(vectors: sparse.csr_matrix, sources: NDArray[np.int32], many: int) -> sparse.csr_matrix:
    size = vectors.shape[0]
    turned = vectors.T.tocsr()
    found = []
    for start in range(0, size, BLOCK):
        rows = np.arange(start, min(start + BLOCK, size))
        near = (vectors[rows] @ turned).toarray()
        found.append(_best(near, rows, np.arange(size), sources, many))
    return _matrix(found, size)


def _by_cells(
    vectors: sparse.csr_matrix, sources: NDArray[np.int32], many: int
) -> sparse.csr_matrix:
    """Texts of like direction share a cell; each looks at its own cell and the nearest others."""
    size = vectors.shape[0]
    dimensions = min(DIMENSIONS, vectors.shape[1] - 1)
    dense = TruncatedSVD(dimensions, n_iter=2, random_state=0).fit_transform(vectors)
    dense = normalize(dense).astype(np.float32)
    cells = MiniBatchKMeans(
        max(CELLS_SEARCHED, size // CELL), random_state=0, n_init=1, batch_size=4096
    ).fit(dense)
    by_cell = [np.flatnonzero(cells.labels_ == cell) for cell in range(cells.n_clusters)]
    closeness = normalize(cells.cluster_centers_) @ normalize(cells.cluster_centers_).T
    found = []
    for cell, rows in enumerate(by_cell):
        around = np.argsort(-closeness[cell], kind="stable")[:CELLS_SEARCHED]
        others = np.concatenate([by_cell[one] for one in around])
        for start in range(0, len(rows), BLOCK):
            part = rows[start : start + BLOCK]
            near = dense[part] @ dense[others].T
            found.append(_best(near, part, others, sources, many))
    return _matrix(found, size)


def _best(
    near: NDArray[np.float32],
    rows: NDArray[np.int64],
    others: NDArray[np.int64],
    sources: NDArray[np.int32],
    many: int,
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.float32]]:
    """The nearest of `others` for each of `rows`: never itself, and what one source says counts half."""
    near[sources[rows][:, None] == sources[others][None, :]] *= SAME_SOURCE
    near[rows[:, None] == others[None, :]] = 0
    many = min(many, near.shape[1])
    best = np.argpartition(-near, many - 1, axis=1)[:, :many]
    values = np.take_along_axis(near, best, axis=1)
    return np.repeat(rows, many), others[best].ravel(), np.maximum(values, 0).ravel()


def _matrix(
    found: list[tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.float32]]], size: int
) -> sparse.csr_matrix:
    rows, columns, values = (np.concatenate(part) for part in zip(*found, strict=True))
    matrix = sparse.csr_matrix((values, (rows, columns)), shape=(size, size))
    matrix.eliminate_zeros()
    return matrix
