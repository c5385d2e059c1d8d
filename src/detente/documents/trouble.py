"""The problems that reading a file can give: one code, one sentence, one cure each."""

from __future__ import annotations

from detente.notation.problem import Place, Problem, Severity

_HINTS = {
    "no-file": "check the path",
    "not-a-file": "give a regular file",
    "no-documents": "readable: .txt .md .html .pdf .docx .eml; name a file itself to read it whatever its ending",
    "unreadable-file": "check the path and its permissions",
    "empty-file": "save it again from where it came from",
    "too-large": "take out the part that matters, and add that",
    "too-much-text": "split the document; it is not cut, because a cut document would be cited as if whole",
    "unknown-format": "readable: .txt .md .html .pdf .docx .eml",
    "needs-extra": 'install the extra: pip install "detente[reading]"',
    "wrong-encoding": "save it as UTF-8, or name its encoding (--encoding NAME)",
    "guessed-encoding": "check names and quotation marks, or name the encoding (--encoding NAME)",
    "mojibake": "the file was saved through a wrong encoding before; fetch it again",
    "encrypted": "save a copy without the password",
    "damaged": "fetch the file again",
    "no-text": "a PDF may be a scan: run text recognition first; of a page or a mail save the text itself",
    "archive-bomb": "not unpacked; ask the sender for the text",
    "too-slow": "save it as plain text and add that",
    "too-much-memory": "save it as plain text and add that",
    "attachments": "listed, not opened; save one and add it as a file of its own to read it",
    "unread-language": "proposals are made for English text; cite from it by hand",
    "bad-front-matter": "front matter is `key: value` lines between two lines of three dashes",
}


def error(code: str, message: str, file: str, *, line: int = 1, column: int = 1) -> Problem:
    """A problem that stops the file from being read."""
    return Problem(code, message, Place(file, line, column), Severity.ERROR, _HINTS.get(code))


def warning(code: str, message: str, file: str, *, line: int = 1, column: int = 1) -> Problem:
    """A problem that should be known of a file that was read."""
    return Problem(code, message, Place(file, line, column), Severity.WARNING, _HINTS.get(code))


def codes() -> frozenset[str]:
    """Every code that reading can give."""
    return frozenset(_HINTS)


class Unreadable(Exception):
    """Raised inside a reader; `read` turns it into the problem it carries."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
