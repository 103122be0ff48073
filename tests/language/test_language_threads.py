from __future__ import annotations

import numpy as np
import pytest
from threadpoolctl import threadpool_info

from variorum.language.threads import OneBlasThread


def blas_threads() -> list[int]:
    np.ones((2, 2)) @ np.ones((2, 2))
    return [library["num_threads"] for library in threadpool_info() if library["user_api"] == "blas"]


def test_the_last_one_to_leave_puts_the_threads_back() -> None:
    before = blas_threads()
    state = OneBlasThread()
    with state:
        with state:
            assert set(blas_threads()) <= {1}
        assert set(blas_threads()) <= {1}
    assert blas_threads() == before


def test_an_error_inside_puts_them_back_too() -> None:
    before = blas_threads()
    with pytest.raises(ValueError, match="inside"), OneBlasThread():
        raise ValueError("inside")
    assert blas_threads() == before
