"""Ids that anybody can recompute: a hash of canonical JSON."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import TypeAlias

Plain: TypeAlias = "str | int | bool | Sequence[Plain] | Mapping[str, Plain]"

ID_LENGTH = 12


def canonical_json(value: Plain) -> str:
    """JSON with sorted keys and no spaces. For strings, whole numbers and booleans under ASCII keys, which is all
    that a case holds, this is RFC 8785 (JSON Canonicalization Scheme) to the letter."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def content_id(value: Plain) -> str:
    """The first 12 hex digits of the SHA-256 of the canonical JSON."""
    return hashlib.sha256(canonical_json(value).encode()).hexdigest()[:ID_LENGTH]
