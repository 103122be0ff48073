"""`--output FILE`: a comparison in the form that the file's ending asks for."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path
from typing import Annotated

import typer

# Endings stand here once more so that `--help` need not load what writes Word files.
ENDINGS = (".html", ".json", ".md", ".docx", ".pdf", ".csv", ".parquet", ".jsonld")


def _known(text: str) -> Path:
    if not text.casefold().endswith(ENDINGS):
        raise typer.BadParameter(f"{text!r} ends in none of {' '.join(ENDINGS)}")
    if text.casefold().endswith(".parquet") and find_spec("pyarrow") is None:
        raise typer.BadParameter("Parquet needs pyarrow: pip install 'variorum[arrow]'")
    return Path(text)


Output = Annotated[
    list[Path] | None,
    typer.Option(
        "--output",
        "-o",
        parser=_known,
        metavar="FILE",
        help="Write the report; the ending tells the form: .html, .json, .md (Markdown), .docx (Word), .pdf, .jsonld "
        "(Web Annotations), .csv or .parquet (points in FILE, the other tables beside it). May be given several times.",
        show_default=False,
    ),
]
