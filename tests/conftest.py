"""What every test has: no network, the made-up case, the shared folder where it is at hand."""

from __future__ import annotations

import os
import shutil
import socket
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NoReturn

import pytest
from hypothesis import HealthCheck, settings

from detente.case.case import Case
from detente.case.loader import load

TESTS = Path(__file__).resolve().parent

# No absolute time in a test: examples are bounded in number and size instead.
settings.register_profile(
    "detente", deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow], derandomize=True
)
settings.load_profile("detente")


class NetworkUsed(AssertionError):
    """Something tried to reach the network; nothing in détente does so unasked."""


@pytest.fixture(autouse=True, scope="session")
def _no_network() -> Iterator[None]:
    """Connections and name look-ups are refused for the whole suite. Unix sockets stay: they reach no network."""
    kept: dict[str, Any] = {name: getattr(socket.socket, name) for name in ("connect", "connect_ex", "sendto")}
    lookups: dict[str, Any] = {name: getattr(socket, name) for name in ("getaddrinfo", "gethostbyname")}

    def guarded(original: Callable[..., Any]) -> Callable[..., Any]:
        def call(self: socket.socket, *args: Any) -> Any:
            if self.family == getattr(socket, "AF_UNIX", None):
                return original(self, *args)
            raise NetworkUsed(f"a connection to {args}")

        return call

    def refused(*args: object, **_: object) -> NoReturn:
        raise NetworkUsed(f"a look-up of {args}")

    for name, original in kept.items():
        setattr(socket.socket, name, guarded(original))
    for name in lookups:
        setattr(socket, name, refused)
    yield
    for name, original in kept.items():
        setattr(socket.socket, name, original)
    for name, original in lookups.items():
        setattr(socket, name, original)


@pytest.fixture(scope="session")
def arland_folder() -> Path:
    """The made-up case; never written to."""
    return TESTS / "arland"


@pytest.fixture(scope="session")
def arland(arland_folder: Path) -> Case:
    """The made-up case, loaded."""
    case, problems = load(arland_folder)
    assert case is not None and not problems.errors, problems.text()
    return case


@pytest.fixture
def arland_copy(arland_folder: Path, tmp_path: Path) -> Path:
    """A copy of the made-up case, to be edited."""
    return Path(shutil.copytree(arland_folder, tmp_path / "arland"))


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder with articles and annotations that several checkouts share."""
    folder = Path(os.environ.get("DETENTE_SHARED") or TESTS.parents[1] / "shared")
    if not (folder / "seeds").is_dir():
        pytest.skip("no shared folder beside the checkout; set DETENTE_SHARED")
    return folder
