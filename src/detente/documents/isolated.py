"""One extraction in a process of its own: whatever a hostile file does there, it ends with the process.

Nothing is written by the child: its answer comes back as JSON on standard output.
"""

from __future__ import annotations

import contextlib
import json
import subprocess
import sys
from dataclasses import asdict
from importlib import import_module
from pathlib import Path
from typing import Any

from detente.documents.extract import Extract, Extractor
from detente.documents.limits import DEFAULT, Limits
from detente.documents.trouble import Unreadable

EXTRACTORS = {"pdf": "extract_pdf", "html": "extract_html", "docx": "extract_docx", "eml": "extract_eml"}


def extractor(kind: str) -> Extractor:
    """The function that reads one format: `pdf`, `html`, `docx` or `eml`."""
    found: Extractor = getattr(import_module(f"detente.documents.{kind}"), EXTRACTORS[kind])
    return found


def extract_apart(kind: str, data: bytes, limits: Limits = DEFAULT, declared: str | None = None) -> Extract:
    """`extractor(kind)` on `data` in a child process, bounded in time and, where the system can, in memory."""
    request = json.dumps({"limits": asdict(limits), "declared": declared}).encode() + b"\n"
    own = str(Path(__file__).parents[2])
    command = [sys.executable, "-I", "-c", _CHILD, kind, own, *filter(None, sys.path)]
    try:
        done = subprocess.run(command, input=request + data, capture_output=True, timeout=limits.seconds, check=False)
    except subprocess.TimeoutExpired as slow:
        raise Unreadable(
            "too-slow", f"reading it took more than {limits.seconds:g} seconds and was stopped"
        ) from slow
    answer = _answer(done.stdout)
    if answer is None:
        memory = b"MemoryError" in done.stderr or done.returncode in (-9, 137)
        code = "too-much-memory" if memory else "damaged"
        raise Unreadable(code, "its reader ran out of memory" if memory else "its reader gave up on it")
    if "code" in answer:
        raise Unreadable(str(answer["code"]), str(answer["message"]))
    return Extract.from_data(answer)


_CHILD = """
import sys
kind, sys.path[:] = sys.argv[1], sys.argv[2:]
from detente.documents.isolated import serve
serve(kind)
"""


def serve(kind: str) -> None:
    """The child's side."""
    request = json.loads(sys.stdin.buffer.readline())
    limits = Limits(**request["limits"])
    _bound(limits)
    data = sys.stdin.buffer.read()
    answer: dict[str, Any]
    try:
        answer = extractor(kind)(data, limits, request["declared"]).as_data()
    except Unreadable as refused:
        answer = {"code": refused.code, "message": refused.message}
    except MemoryError:
        answer = {"code": "too-much-memory", "message": "its reader ran out of memory"}
    except Exception as failure:  # a parser's bug on a hostile file is that file's problem, not the user's traceback
        answer = {"code": "damaged", "message": f"its reader gave up on it ({type(failure).__name__})"}
    sys.stdout.buffer.write(json.dumps(answer).encode())


def _bound(limits: Limits) -> None:
    with contextlib.suppress(ImportError, OSError, ValueError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (limits.memory_bytes, limits.memory_bytes))
        resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))


def _answer(output: bytes) -> dict[str, Any] | None:
    try:
        found = json.loads(output)
    except ValueError:
        return None
    return found if isinstance(found, dict) else None
