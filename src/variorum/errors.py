"""Everything that Variorum raises on purpose."""

from __future__ import annotations


class VariorumError(Exception):
    """Base of all errors that a user can do something about.

    Attributes:
        message: One line that says what is wrong.
        hint: One line that says what to do about it; may be empty.
        code: A word for programs; it stays the same when messages change.
        exit_code: Exit status of the command line (see docs/errors.md).
        http_status: Status of an HTTP answer.
    """

    code = "defect"
    exit_code = 1
    http_status = 500

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class InputError(VariorumError):
    """Something given to Variorum cannot be read: missing, empty, binary, truncated, too large."""

    code = "input"
    exit_code = 3
    http_status = 422


class FetchError(VariorumError):
    """An address cannot be fetched, or may not be.

    Attributes:
        status: What the server answered with; None if it did not come to that.
        wait: Seconds after which it wants to be asked again; None if it does not say.
    """

    code = "fetch"
    exit_code = 4
    http_status = 502

    def __init__(self, message: str, hint: str = "", status: int | None = None, wait: float | None = None) -> None:
        super().__init__(message, hint)
        self.status = status
        self.wait = wait


class NothingToCompareError(VariorumError):
    """The input holds no article that can be compared."""

    code = "nothing-to-compare"
    exit_code = 5
    http_status = 422


class SettingsError(VariorumError):
    """A setting is unknown or has a value that it cannot have."""

    code = "settings"
    exit_code = 6
    http_status = 400


class StoreError(VariorumError):
    """The archive cannot be used: missing, damaged, locked, of another program, or without what was asked for."""

    code = "store"
    exit_code = 7
    http_status = 409


class NotFoundError(StoreError):
    """There is no such story, point or article."""

    code = "not-found"
    http_status = 404
