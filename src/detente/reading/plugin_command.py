"""An extractor that is a command: it gets the text on standard input and answers with JSON lines.

    {"quote": "the words, exactly as they stand", "speaker": "Ada Brann", "act": "deny", "start": 120, "score": 0.8}

`start` (in code points) and `score` may be left out. No shell is involved; the command is bounded in time, memory
and output and ended with all that it started; its answer is data, and every line is checked like any other claim.
"""

from __future__ import annotations

import contextlib
import json
import os
import shlex
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO, Any

from detente.reading.plugin import Claimed, ExtractorFailed

MOST_OUTPUT = 16 * 2**20
"""Bytes of an answer; a longer one is refused."""
_LONGEST_LINE = 2**20


@dataclass(frozen=True, slots=True)
class Command:
    """A command as an extractor. Times in seconds of wall clock for one text, memory in bytes of address space for
    each of its processes (0: no bound, for libraries that map more than they use)."""

    words: tuple[str, ...]
    seconds: float = 120.0
    memory: int = 8 * 2**30
    version: str = ""

    @property
    def name(self) -> str:
        """The command as it was given, for the record."""
        return shlex.join(self.words)

    def propose(self, text: str) -> Iterator[Claimed]:
        """Run it on a text. Raises `ExtractorFailed` where it cannot be run, fails, or goes over its bounds."""
        for line in self._answer(text).splitlines():
            if line.strip():
                yield _claimed(line)

    def _answer(self, text: str) -> bytes:
        with tempfile.TemporaryFile() as given, tempfile.TemporaryFile() as answer, tempfile.TemporaryFile() as said:
            given.write(text.encode("utf-8", "replace"))
            given.seek(0)
            bounds = (sys.executable, "-I", "-c", _BOUNDED, str(MOST_OUTPUT), str(self.memory))
            words = (*bounds, *self.words) if os.name == "posix" else self.words
            try:
                child = subprocess.Popen(words, stdin=given, stdout=answer, stderr=said, start_new_session=True)
            except (OSError, ValueError) as failure:
                raise ExtractorFailed(f"'{self.words[0]}' cannot be run: {failure}") from failure
            try:
                status = child.wait(timeout=self.seconds)
            except subprocess.TimeoutExpired as slow:
                raise ExtractorFailed(
                    f"'{self.name}' took more than {self.seconds:g} seconds and was ended"
                ) from slow
            finally:
                _end(child)
            size = answer.seek(0, os.SEEK_END)
            if size >= MOST_OUTPUT:
                raise ExtractorFailed(f"'{self.name}' wrote more than {MOST_OUTPUT:,} bytes and was ended")
            if status != 0:
                raise ExtractorFailed(f"'{self.name}' failed with status {status}{_last_line(said)}")
            answer.seek(0)
            return answer.read(MOST_OUTPUT)


_BOUNDED = """
import os, resource, sys
output, memory = map(int, sys.argv[1:3])
resource.setrlimit(resource.RLIMIT_FSIZE, (output, output))
if memory:
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
try:
    os.execvp(sys.argv[3], sys.argv[3:])
except (OSError, ValueError) as failure:
    sys.exit(f"it cannot be run: {failure}")
"""
"""Bounds itself, then becomes the command: what runs between fork and exec of a threaded parent is not Python's."""


def command(line: str, *, seconds: float = 120.0, memory: int = 8 * 2**30) -> Command:
    """The command in a line, quoted as for a shell. Raises `ExtractorFailed` where it is none."""
    try:
        words = tuple(shlex.split(line))
    except ValueError as failure:
        raise ExtractorFailed(f"the command is not readable: {failure}") from failure
    if not words:
        raise ExtractorFailed("the command is empty")
    return Command(words, seconds, memory)


def _end(child: subprocess.Popen[bytes]) -> None:
    """The command and what it started in its own session."""
    if os.name == "posix":
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(child.pid, signal.SIGKILL)
    elif child.poll() is None:
        child.kill()
    child.wait()


def _claimed(line: bytes) -> Claimed:
    """A line of the answer; one that is no claim becomes one that no text has, and is counted as dropped."""
    row: Any = None
    if len(line) <= _LONGEST_LINE:
        with contextlib.suppress(ValueError, RecursionError):
            row = json.loads(line)
    if not isinstance(row, dict):
        return Claimed(None, None, "", "")  # type: ignore[arg-type]
    return Claimed(row.get("start"), row.get("quote"), row.get("speaker"), row.get("act"), row.get("score"))  # type: ignore[arg-type]


def _last_line(said: IO[bytes]) -> str:
    """The end of what it said on standard error, on one line."""
    size = said.seek(0, os.SEEK_END)
    said.seek(max(0, size - 2000))
    lines = said.read(2000).decode("utf-8", "replace").strip().splitlines()
    shown = "".join(c if c.isprintable() else " " for c in lines[-1])[:200] if lines else ""
    return f": {shown}" if shown else ""
