"""What kind of file this is: by its first bytes, then by its name, never by its name alone against its bytes."""

from __future__ import annotations

import re

PLAIN = "text/plain"
MARKDOWN = "text/markdown"
HTML = "text/html"
PDF = "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
EML = "message/rfc822"

_BY_SUFFIX = {
    ".txt": PLAIN,
    ".text": PLAIN,
    "": PLAIN,
    ".md": MARKDOWN,
    ".markdown": MARKDOWN,
    ".html": HTML,
    ".htm": HTML,
    ".xhtml": HTML,
    ".pdf": PDF,
    ".docx": DOCX,
    ".eml": EML,
}
_HTML_START = re.compile(
    rb"\s*(?:<\?xml[^>]*\?>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.I | re.S
)
_MAIL_START = re.compile(
    rb"(?:From [^\n]*\n)?"
    rb"(?:return-path|received|delivered-to|from|to|subject|date|message-id|mime-version|x-[\w-]+):[ \t]",
    re.I,
)
_MAIL_HEADER = re.compile(rb"^(?:from|date|subject|message-id|mime-version):[ \t]", re.I | re.M)


def media_type(name: str, head: bytes) -> str | None:
    """The media type of a file from its `name` and first bytes (a few kilobytes); None where it is none of ours."""
    if b"%PDF-" in head[:1024]:
        return PDF
    suffix = _suffix(name)
    if head.startswith(b"PK\x03\x04"):
        return DOCX if suffix == ".docx" or b"word/" in head else None
    if suffix in (".pdf", ".docx"):
        return _BY_SUFFIX[suffix]  # damaged: its own reader says so better than "unknown"
    if _HTML_START.match(head[:4096].removeprefix(b"\xef\xbb\xbf")):
        return HTML
    if suffix == ".eml" or ((suffix not in _BY_SUFFIX or not suffix) and _looks_like_mail(head)):
        return EML
    return _BY_SUFFIX.get(suffix)


def readable(name: str) -> bool:
    """Whether a file's name ends like one of the formats that are read."""
    return bool(_suffix(name)) and _suffix(name) in _BY_SUFFIX


def _looks_like_mail(head: bytes) -> bool:
    return bool(_MAIL_START.match(head)) and len(_MAIL_HEADER.findall(head[:8192])) >= 2


def _suffix(name: str) -> str:
    dot = name.rfind(".")
    return name[dot:].lower() if dot > 0 else ""
