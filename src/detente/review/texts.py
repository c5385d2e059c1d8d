"""The user's own folder: original bytes and extracted text of the documents of a case, outside the case."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

from detente.documents.document import Document
from detente.notation.atomic import write_atomically

_TEXTS = "texts"


class Misplaced(ValueError):
    """The folder lies inside the case, where no document's text may stand."""


def default_folder(case_folder: Path) -> Path:
    """`CASE.sources`, beside the case."""
    own = case_folder.resolve()
    return own.with_name(f"{own.name}.sources")


def outside(folder: Path, case_folder: Path) -> Path:
    """The folder, where it lies outside the case. Raises `Misplaced`."""
    if folder.resolve().is_relative_to(case_folder.resolve()):
        raise Misplaced(f"'{folder}' lies inside the case; texts stay outside of it")
    return folder


def keep(folder: Path, source: str, path: Path, document: Document) -> Path:
    """Copy the original bytes (unless they are in the folder) and write the extracted text; the text's path."""
    if not path.resolve().is_relative_to(folder.resolve()):
        data = path.read_bytes()
        if hashlib.sha256(data).hexdigest() != document.sha256:
            raise OSError("the file changed while it was read")
        original = folder / path.name
        if original.exists() and hashlib.sha256(original.read_bytes()).hexdigest() != document.sha256:
            original = folder / f"{source}-{path.name}"
        if not original.exists():
            write_atomically(original, data)
    text = folder / _TEXTS / f"{source}.txt"
    write_atomically(text, document.text.encode("utf-8", "surrogatepass"))
    return text


def text_of(folder: Path, source: str, sha256: str) -> str | None:
    """The extracted text of a document, where it is there and unchanged."""
    path = folder / _TEXTS / f"{source}.txt"
    if not path.is_file():
        return None
    data = path.read_bytes()
    return data.decode("utf-8", "surrogatepass") if hashlib.sha256(data).hexdigest() == sha256 else None


def relative(folder: Path, case_folder: Path) -> str:
    """The folder as seen from the case, so that both can be moved together."""
    try:
        return Path(os.path.relpath(folder.resolve(), case_folder.resolve())).as_posix()
    except ValueError:  # another drive
        return folder.resolve().as_posix()
