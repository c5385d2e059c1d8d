"""Where the compiled engine is kept from one run to the next."""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

HERE = Path(__file__).resolve().parent


@cache
def stamp() -> str:
    """A hash of the sources. Numba looks at the file of a function and not at what it calls; this is in its name."""
    found = hashlib.blake2b(digest_size=6)
    for file in (*sorted(HERE.glob("compiled*.py")), *(HERE / f"{name}.py" for name in ("chance", "plan", "tables"))):
        found.update(file.read_bytes())
    return found.hexdigest()


def kept() -> bool:
    """Whether the engine of these sources has been compiled here before. Does not load Numba."""
    return any(any(folder.glob(f"compiled.*{stamp()}-*.nbi")) for folder in _folders())


def _folders() -> Iterator[Path]:
    """Where Numba keeps code: as told, beside the package, or with the user where that is read-only."""
    below = f"{HERE.name}_{hashlib.sha1(str(HERE).encode()).hexdigest()}"
    if told := os.environ.get("NUMBA_CACHE_DIR"):
        yield Path(told) / below
    yield HERE / "__pycache__"
    home = Path("~").expanduser()
    if sys.platform == "win32":
        yield Path(os.environ.get("LOCALAPPDATA", home)) / "numba" / "Cache" / below
    elif sys.platform == "darwin":
        yield home / "Library" / "Caches" / "numba" / below
    else:
        yield Path(os.environ.get("XDG_CACHE_HOME", home / ".cache")) / "numba" / below
