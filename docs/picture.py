"""Regenerates docs/brief.png, the first page of the brief of the shipped case, for the README."""

from __future__ import annotations

from pathlib import Path

from detente.brief.compose import compose
from detente.brief.render.pdf import first_page
from detente.case.as_of import as_of
from detente.case.loader import load
from detente.commands.case_argument import folder_of

DOTS_PER_INCH = 110


def main() -> None:
    """Writes the picture beside this file."""
    case, _ = load(folder_of(None))
    if case is None:
        raise SystemExit("the shipped case cannot be read")
    target = Path(__file__).with_name("brief.png")
    target.write_bytes(first_page(compose(as_of(case, case.day)), DOTS_PER_INCH))
    print(target.name)


if __name__ == "__main__":
    main()
