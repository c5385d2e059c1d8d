"""Writes docs/errors.md from the error gallery of the tests: python docs/gallery.py [--says]

With --says it first takes down, into each gallery file, what is said today. Read the difference before keeping it.
"""

import re
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tests"))

from error_gallery import mistakes, page  # noqa: E402


def take_down() -> None:
    """Replace what each gallery file says by what is said now."""
    for mistake in mistakes():
        with tempfile.TemporaryDirectory() as folder:
            said = mistake.problems(Path(folder)).text()
        text = mistake.file.read_text(encoding="utf-8")
        head = re.split(r"^=== says\n", text, flags=re.M)[0]
        mistake.file.write_text(f"{head}=== says\n{said}\n", encoding="utf-8")


if __name__ == "__main__":
    if "--says" in sys.argv[1:]:
        take_down()
    (ROOT / "docs" / "errors.md").write_text(page(), encoding="utf-8")
