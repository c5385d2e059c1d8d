"""The error gallery: small mistakes in a good case, each with exactly what `detente check` says to it.

The form of a gallery file is told in checks/gallery/README.md. `page` makes docs/errors.md out of all of them.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from detente.commands.case_argument import checked
from detente.notation.problem import Problems

TESTS = Path(__file__).resolve().parent
GOOD = TESTS / "checks" / "gallery" / "good"
FOLDERS = (TESTS / "checks" / "gallery", TESTS / "procedures" / "gallery")
_STEP = re.compile(r"=== (file|add|change|remove|bytes|link|size|many|says)(?: (.+))?\Z")


class BadGallery(ValueError):
    """A gallery file is not in its form."""


@dataclass(frozen=True, slots=True)
class Edit:
    """One step from the good case to the mistaken one: what is done, to which file, with what."""

    kind: str
    name: str
    body: str

    def apply(self, folder: Path) -> None:
        """Do it to the case in `folder`."""
        path = folder / self.name
        match self.kind:
            case "file":
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(self.body, encoding="utf-8")
            case "add":
                path.write_text(path.read_text(encoding="utf-8") + self.body, encoding="utf-8")
            case "change":
                self._change(path)
            case "remove" if path.is_dir():
                shutil.rmtree(path)
            case "remove":
                path.unlink()
            case "bytes":
                path.write_bytes(self.body.rstrip("\n").encode("ascii").decode("unicode_escape").encode("latin-1"))
            case "link":
                name, _, target = self.name.partition(" -> ")
                (folder / name).symlink_to(target)
            case "size":
                name, _, mebibytes = self.name.partition(" ")
                with (folder / name).open("wb") as stream:  # a hole: it takes no room on the disk
                    stream.truncate(int(mebibytes) * 2**20)
            case "many":
                name, _, count = self.name.partition(" ")
                for number in range(int(count)):
                    (folder / f"{name}{number}.yaml").touch()

    def _change(self, path: Path) -> None:
        lines = self.body.splitlines(keepends=True)
        old = "".join(line[2:] for line in lines if line.startswith("- "))
        new = "".join(line[2:] for line in lines if line.startswith("+ "))
        text = path.read_text(encoding="utf-8")
        if text.count(old) != 1:
            raise BadGallery(f"{path.name} has {text.count(old)} times: {old}")
        path.write_text(text.replace(old, new), encoding="utf-8")


@dataclass(frozen=True, slots=True)
class Mistake:
    """A gallery file: `code` is the first problem code in what it says."""

    file: Path
    title: str
    edits: tuple[Edit, ...]
    says: str

    @property
    def code(self) -> str:
        """The code that the file is named after: its name up to the first dot."""
        return self.file.name.partition(".")[0]

    @property
    def codes(self) -> set[str]:
        """Every code in what it says."""
        return set(re.findall(r"^(?:\S+: )?(?:error|warning|note)\[([a-z0-9-]+)\]", self.says, re.M))

    def folder(self, parent: Path) -> Path:
        """The good case with the mistake made in it, under `parent`."""
        folder = Path(shutil.copytree(GOOD, parent / "case"))
        for edit in self.edits:
            edit.apply(folder)
        return folder

    def problems(self, parent: Path) -> Problems:
        """What a check of it finds."""
        return checked(str(self.folder(parent)), outlook=True)[1]


def mistakes() -> list[Mistake]:
    """Every gallery file, by name."""
    files = sorted((file for folder in FOLDERS for file in folder.glob("*.txt")), key=lambda file: file.name)
    return [read(file) for file in files]


def read(file: Path) -> Mistake:
    """A gallery file; raise `BadGallery`."""
    head, *steps = re.split(r"^(?==== )", file.read_text(encoding="utf-8"), flags=re.M)
    edits: list[Edit] = []
    says: str | None = None
    for step in steps:
        line, _, body = step.partition("\n")
        form = _STEP.match(line)
        if not form:
            raise BadGallery(f"{file.name}: {line}")
        if form[1] == "says":
            says = body.rstrip("\n")
        else:
            edits.append(Edit(form[1], form[2], body.rstrip("\n") + "\n" if body.strip() else ""))
    if says is None or not head.strip():
        raise BadGallery(f"{file.name} says nothing, or has no title")
    return Mistake(file, " ".join(head.split()), tuple(edits), says)


def page() -> str:
    """docs/errors.md"""
    return "\n".join(_page()) + "\n"


def _page() -> Iterator[str]:
    by_code: dict[str, list[Mistake]] = {}
    for mistake in mistakes():
        by_code.setdefault(mistake.code, []).append(mistake)
    yield "# What `detente check` says"
    yield ""
    yield (
        "Every problem has a code, a place, the line where it stands, what is closest to what was written, and a "
        "cure. All problems of a case come in one run. This page is made from the tests (`python docs/gallery.py`): "
        "each entry is a small change to a [good case](../tests/checks/gallery/good) and the exact answer to it."
    )
    yield ""
    yield ", ".join(f"[{code}](#{code})" for code in by_code)
    for code, found in by_code.items():
        yield f"\n## {code}"
        for mistake in found:
            yield f"\n{mistake.title}\n"
            yield "```yaml"
            for edit in mistake.edits:
                yield from _shown(edit)
            yield "```\n"
            yield "```text"
            yield mistake.says
            yield "```"


_MOST_LINES = 12


def _shown(edit: Edit) -> Iterator[str]:
    lines = edit.body.splitlines()
    match edit.kind:
        case "remove":
            yield f"# {'the whole folder' if edit.name == '.' else edit.name} is removed"
        case "link":
            yield f"# {edit.name.replace(' -> ', ' is a link to ')}"
        case "size":
            yield f"# {edit.name} MiB"
        case "many":
            yield "# {0}0.yaml, {0}1.yaml, ... {1} in all".format(*edit.name.split(" "))
        case "change":
            yield f"# {edit.name}"
            yield from (line[2:] for line in lines if line.startswith("+ "))
        case _:
            yield f"# {edit.name}"
            yield from lines[:_MOST_LINES]
            if len(lines) > _MOST_LINES:
                yield f"# ... and {len(lines) - _MOST_LINES} lines more"
