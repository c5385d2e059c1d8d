"""Mail: the body as text, the headers as metadata, attachments listed and never opened."""

from __future__ import annotations

import email
import email.policy
import hashlib
import re
from email.message import Message

from detente.documents.decode import decode
from detente.documents.extract import Extract
from detente.documents.html import extract_html
from detente.documents.limits import Limits
from detente.documents.trouble import Unreadable

_NAME = 200


def extract_eml(data: bytes, limits: Limits, declared: str | None = None) -> Extract:
    """The first text part (plain before HTML); `From`, `Subject` and `Date` as fields."""
    if len(data) > limits.markup_bytes:
        raise Unreadable("too-large", f"{len(data):,} bytes of mail; at most {limits.markup_bytes:,} are read")
    try:
        mail = email.message_from_bytes(data, policy=email.policy.compat32)
        parts = _parts(mail, limits)
    except RecursionError as deep:
        raise Unreadable("damaged", "the parts of this mail are nested too deeply") from deep
    body = _body(parts)
    if body is None:
        raise Unreadable("no-text", "this mail has no text part")
    found = _text(body, limits)
    attachments = [_listed(part) for part in parts if part is not body and _is_carried(part, body)]
    fields, basis = _fields(mail)
    fields, basis = {**found.fields, **fields}, {**found.basis, **basis}
    notes = list(found.notes)
    if attachments:
        named = ", ".join(name for name, *_ in attachments[:5])
        notes.append(("attachments", f"{len(attachments)} attached: {named}"))
    return Extract(found.text, f"email 1; {found.extractor}", found.encoding, fields, basis, [], attachments, notes)


def _parts(mail: Message, limits: Limits) -> list[Message]:
    """Leaves in order, an attached mail counting as one leaf: it is an attachment, not this mail's words."""
    leaves, stack, seen = [], [mail], 0
    while stack:
        part = stack.pop()
        seen += 1
        if seen > limits.mail_parts:
            raise Unreadable("archive-bomb", f"this mail has more than {limits.mail_parts:,} parts")
        children = part.get_payload() if part.is_multipart() else None
        if isinstance(children, list) and part.get_content_maintype() == "multipart":
            stack.extend(child for child in reversed(children) if isinstance(child, Message))
        else:
            leaves.append(part)
    return leaves


def _body(parts: list[Message]) -> Message | None:
    for wanted in ("text/plain", "text/html"):
        for part in parts:
            if part.get_content_type() == wanted and not _attached(part) and _bytes(part).strip():
                return part
    return None


def _attached(part: Message) -> bool:
    return str(part.get("Content-Disposition", "")).lower().lstrip().startswith("attachment")


def _is_carried(part: Message, body: Message) -> bool:
    if _attached(part) or part.get_filename():
        return True
    return part.get_content_type() not in ("text/plain", "text/html")


def _bytes(part: Message) -> bytes:
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""


def _text(part: Message, limits: Limits) -> Extract:
    data = _bytes(part)
    charset = str(part.get_param("charset") or "") or None
    if part.get_content_type() == "text/html":
        return extract_html(data, limits, charset)
    decoded = decode(data, charset)
    notes = []
    if decoded.guessed:
        notes.append(("guessed-encoding", f"no valid charset is declared; read as {decoded.encoding}"))
    return Extract(decoded.text.replace("\x00", "\ufffd"), "plain 1", decoded.encoding, notes=notes)


def _listed(part: Message) -> tuple[str, str, int, str]:
    data = part.as_bytes() if part.is_multipart() else _bytes(part)
    name = re.sub(r"[^\w .()-]", "_", str(part.get_filename() or "unnamed"))[:_NAME]
    return name, part.get_content_type(), len(data), hashlib.sha256(data).hexdigest()


def _fields(mail: Message) -> tuple[dict[str, str], dict[str, str]]:
    fields: dict[str, str] = {}
    for name, header in (("title", "Subject"), ("authors", "From"), ("published", "Date")):
        value = _header(mail, header)
        if name == "authors":
            value = _sender(value)
        if value:
            fields[name] = value
    words = {"title": "Subject", "authors": "From", "published": "Date"}
    return fields, {name: f"mail header {words[name]}" for name in fields}


def _header(mail: Message, name: str) -> str:
    from email.header import decode_header, make_header

    raw = str(mail.get(name, ""))[:2000]
    try:
        return " ".join(str(make_header(decode_header(raw))).split())[:500]
    except (LookupError, UnicodeError, ValueError):
        return " ".join(raw.split())[:500]


def _sender(value: str) -> str:
    from email.utils import parseaddr

    shown, address = parseaddr(value)
    return shown or address
