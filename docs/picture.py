"""Regenerates docs/brief.png, the first page of the brief of the shipped case, for the README."""

from __future__ import annotations

import tempfile
from pathlib import Path

import typst

from detente.brief.compose import compose
from detente.brief.render import render
from detente.case.loader import load
from detente.commands.case_argument import folder_of

PAGE = b"#set page(width: auto, height: auto, margin: 0pt)\n#image(sys.inputs.file, page: 1, width: 210mm)\n"
DOTS_PER_INCH = 110


def main() -> None:
    """Writes the picture beside this file."""
    case, _ = load(folder_of(None))
    if case is None:
        raise SystemExit("the shipped case cannot be read")
    target = Path(__file__).with_name("brief.png")
    with tempfile.TemporaryDirectory() as folder:
        pdf = render(compose(case), "pdf")
        (Path(folder) / "brief.pdf").write_bytes(pdf if isinstance(pdf, bytes) else pdf.encode())
        (Path(folder) / "page.typ").write_bytes(PAGE)
        picture = typst.compile(
            Path(folder) / "page.typ", format="png", ppi=DOTS_PER_INCH, sys_inputs={"file": "brief.pdf"}
        )
    target.write_bytes(picture if isinstance(picture, bytes) else picture[0])
    print(target.name)


if __name__ == "__main__":
    main()
