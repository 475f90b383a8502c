"""What can go wrong, said with its input, its place and what to do about it."""

from __future__ import annotations


class AnnalsError(Exception):
    """An input that failed.

    ``kind`` is ``source`` (it could not be read, or is no page), ``config``, ``output`` or ``format``; ``line`` and ``column``, from 1, say where in
    a text file it is, where that is known.
    """

    def __init__(
        self,
        kind: str,
        input: str,
        message: str,
        remedy: str | None = None,
        line: int | None = None,
        column: int | None = None,
    ) -> None:
        # All of them are `args`, so that the exception can be pickled on its way to another process.
        super().__init__(kind, input, message, remedy, line, column)
        self.kind = kind
        self.input = input
        self.message = message
        self.remedy = remedy
        self.line = line
        self.column = column

    def __str__(self) -> str:
        place = "" if self.line is None else f":{self.line}:{self.column}"
        remedy = "" if self.remedy is None else f" ({self.remedy})"
        return f"{self.input}{place}: {self.message}{remedy}"


class AnnalsWarning(UserWarning):
    """An input that failed beside others that did not."""
