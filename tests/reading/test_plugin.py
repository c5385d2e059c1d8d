"""A plugged-in extractor: what it proposes stands verbatim or is dropped, and it is bounded and told about."""

from __future__ import annotations

import importlib.metadata
import json
import re
import sys
import time
from collections.abc import Iterable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.cli import main
from detente.reading import plugin
from detente.reading.plugin import Claimed, ExtractorFailed, checked, loaded, origin
from detente.reading.plugin_command import Command, command
from detente.reading.proposals import StatementProposal

TEXT = "Ada Brann said “the road must open”. The mission stays. The mission stays. Nobody answered."
DOCS = Path(__file__).resolve().parents[2] / "docs" / "extractors.md"


class Model:
    """Proposes what it is given."""

    name, version = "model", "2"

    def __init__(self, *claims: Any) -> None:
        self.claims = claims

    def propose(self, text: str) -> Iterable[Claimed]:
        yield from self.claims


def outcome(*claims: Any, own: tuple[StatementProposal, ...] = ()) -> tuple[list[str], dict[str, int]]:
    """The words of what is kept, and the reasons for the rest."""
    found = checked("d", TEXT, Model(*claims), own)
    return [TEXT[s.start : s.end] for s in found.kept], dict(found.dropped)


@pytest.mark.parametrize(
    ("claim", "why"),
    [
        (Claimed(None, "the road must close", "Ada Brann", "demand"), "not verbatim in the text"),
        (Claimed(3, "the road must open", "Ada Brann", "demand"), "at no single place in the text"),
        (Claimed(None, "The mission stays", "Ada Brann", "claim"), "at no single place in the text"),
        (Claimed(None, "the road must open", "Ada Brann", "sing"), "with an act that is not on the list"),
        (Claimed(None, "the road must open", " \n", "demand"), "without a speaker"),
        (Claimed(None, "   ", "Ada Brann", "demand"), "not verbatim in the text"),
        (Claimed(-5, "the road must open", "Ada Brann", "demand"), "at no single place in the text"),
        (Claimed(True, "da Brann", "Ada Brann", "demand"), "at no single place in the text"),
        (Claimed(None, 7, "Ada Brann", "demand"), "unreadable"),  # type: ignore[arg-type]
    ],
)
def test_what_does_not_stand_is_dropped_with_the_reason(claim: Claimed, why: str) -> None:
    assert outcome(claim) == ([], {why: 1})


def test_what_stands_is_kept_with_or_without_its_place() -> None:
    second = TEXT.rindex("The mission stays")
    kept, dropped = outcome(
        Claimed(None, "the road must open", "Ada Brann", "demand"),
        Claimed(second, "The mission stays", "Ada Brann", "claim", float("nan")),
    )
    assert kept == ["the road must open", "The mission stays"] and not dropped
    found = checked("d", TEXT, Model(Claimed(second, "The mission stays", "Ada Brann", "claim", float("nan"))))
    assert found.kept[0].start == second and found.kept[0].score == 0.5
    assert plugin.origin_of(found.kept[0]) == "model 2"
    assert str(found) == "model 2: 1 proposed, 1 kept, 0 dropped"


def test_what_the_rules_found_too_is_not_proposed_twice() -> None:
    start = TEXT.index("the road")
    own = StatementProposal("d", start, start + 18, "verb: say", 0.8, ("Ada Brann",), "Brann", "demand", "say")
    assert outcome(Claimed(None, "the road must open", "brann", "demand"), own=(own,)) == (
        [],
        {"proposed already": 1},
    )
    kept, _ = outcome(Claimed(None, "the road must open", "Somebody Else", "demand"), own=(own,))
    assert kept == ["the road must open"]


def test_an_endless_extractor_is_cut_off() -> None:
    class Endless(Model):
        def propose(self, text: str) -> Iterable[Claimed]:
            while True:
                yield Claimed(None, "x y z", "Ada Brann", "claim")

    found = checked("d", TEXT, Endless())
    assert dict(found.dropped)[f"beyond the first {plugin.MOST:,}"] == 1


def test_one_that_breaks_down_is_a_message() -> None:
    class Broken(Model):
        def propose(self, text: str) -> Iterable[Claimed]:
            raise RuntimeError("out of\nthings")

    with pytest.raises(ExtractorFailed, match="'model 2' broke down: RuntimeError: out of things"):
        checked("d", TEXT, Broken())


def test_a_name_cannot_break_a_line() -> None:
    assert origin(SimpleNamespace(name="a\nb\x1b[2J", version="\t1", propose=None)) == "a b [2J 1"


# --- by name


def test_nothing_is_looked_for_unless_asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    true = importlib.metadata.entry_points

    def watched(**what: Any) -> Any:
        assert what.get("group") != plugin.GROUP
        return true(**what)

    monkeypatch.setattr(importlib.metadata, "entry_points", watched)
    (tmp_path / "a.txt").write_text(TEXT)
    assert main(["read", str(tmp_path / "a.txt"), "--jsonl"]) in (0, 1)
    with pytest.raises(ExtractorFailed, match="AssertionError"):
        loaded("sayings")


def test_by_module_path_and_by_entry_point(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "sayings_of_mine.py").write_text(code_blocks()[1])
    monkeypatch.syspath_prepend(tmp_path)
    found = checked("d", TEXT, loaded("sayings_of_mine:Sayings"))
    assert [TEXT[s.start : s.end] for s in found.kept] == ["the road must open"]
    point = importlib.metadata.EntryPoint("sayings", "sayings_of_mine:Sayings", plugin.GROUP)
    monkeypatch.setattr(importlib.metadata, "entry_points", lambda group: [point] if group == plugin.GROUP else [])
    assert loaded("sayings").name == "sayings"
    with pytest.raises(ExtractorFailed, match="no extractor 'other' \\(there are: sayings\\)"):
        loaded("other")


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("no_such_module:X", "PYTHONPATH"),
        ("json:nothing", "AttributeError"),
        ("json:dumps", "TypeError"),
        ("json:JSONDecoder", "it needs a `name` and a method `propose"),
        ("../../etc:x", "there is no extractor"),
        ("", "there is no extractor"),
    ],
)
def test_a_wrong_name_is_a_message(name: str, said: str) -> None:
    with pytest.raises(ExtractorFailed, match=re.escape(said)):
        loaded(name)


# --- a command


def says(code: str, **bounds: Any) -> Command:
    """A command that runs Python code."""
    return Command((sys.executable, "-c", code), **bounds)


def test_a_command_proposes() -> None:
    row = {"quote": "the road must open", "speaker": "Ada Brann", "act": "demand"}
    line = f"import sys; assert 'Ada' in sys.stdin.read(); print({json.dumps(row)!r}); print('talk')"
    found = checked("d", TEXT, says(line))
    assert [TEXT[s.start : s.end] for s in found.kept] == ["the road must open"]
    assert dict(found.dropped) == {"unreadable": 1}


def test_no_shell_sees_a_command(tmp_path: Path) -> None:
    made = command(f"{sys.executable} -c 'import sys; print(sys.argv[1:])' '; touch {tmp_path}/x' $HOME `id`")
    checked("d", TEXT, made)
    assert not list(tmp_path.iterdir()) and made.words[-2:] == ("$HOME", "`id`")


@pytest.mark.parametrize(
    ("made", "said"),
    [
        (says("import time; time.sleep(60)", seconds=0.5), "more than 0.5 seconds"),
        (says("while True: print('x' * 1000)"), "more than 16,777,216 bytes"),
        (says("bytearray(2 << 30)", memory=512 << 20), "status 1: MemoryError"),
        (says("import sys; sys.exit('no\\nmodel here')"), "status 1: model here"),
        (Command(("no-such-command-anywhere",)), "No such file"),
    ],
)
def test_a_command_that_misbehaves_is_ended_and_told(made: Command, said: str) -> None:
    with pytest.raises(ExtractorFailed, match=re.escape(said)):
        checked("d", TEXT, made)


def test_what_a_command_started_ends_with_it(tmp_path: Path) -> None:
    mark = tmp_path / "mark"
    child = f"import time, pathlib; time.sleep(1.5); pathlib.Path({str(mark)!r}).touch()"
    code = f"import subprocess, sys, time; subprocess.Popen([sys.executable, '-c', {child!r}]); time.sleep(60)"
    with pytest.raises(ExtractorFailed):
        checked("d", TEXT, says(code, seconds=0.6))
    time.sleep(1.6)
    assert not mark.exists()


@pytest.mark.parametrize("line", ["", "   ", "a 'b"])
def test_a_line_that_is_no_command(line: str) -> None:
    with pytest.raises(ExtractorFailed):
        command(line)


_VALUES = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)
_ROWS = st.dictionaries(st.sampled_from(["quote", "speaker", "act", "start", "score", "x"]), _VALUES) | _VALUES


@given(st.lists(_ROWS.map(lambda row: json.dumps(row).encode()) | st.binary(max_size=40), max_size=5))
def test_any_answer_is_data(lines: list[bytes]) -> None:
    from detente.reading.plugin_command import _claimed

    found = checked("d", TEXT, Model(*[_claimed(line) for line in lines]))
    assert found.proposed == len(lines) == len(found.kept) + sum(number for _, number in found.dropped)
    for one in found.kept:
        assert 0 <= one.start < one.end <= len(TEXT) and 0 <= one.score <= 1


# --- the examples of the manual


def code_blocks() -> list[str]:
    """The Python of docs/extractors.md."""
    return re.findall(r"^```python\n(.*?)^```$", DOCS.read_text(encoding="utf-8"), re.S | re.M)


def test_the_command_of_the_manual(tmp_path: Path) -> None:
    script = tmp_path / "ask_model.py"
    script.write_text(code_blocks()[0])
    answer = {"quote": "the road must open", "speaker": "Ada Brann", "act": "demand"}
    stand_in = tmp_path / "model.py"
    stand_in.write_text(
        "import sys\nasked = sys.stdin.read()\nassert 'data' in asked and 'Ada Brann' in asked\n"
        f"print('Sure! Here they are:')\nprint('```json ' + {json.dumps(answer)!r} + ' ```')\n"
    )
    found = checked("d", TEXT, Command((sys.executable, str(script), sys.executable, str(stand_in))))
    assert [TEXT[s.start : s.end] for s in found.kept] == ["the road must open"] and not found.dropped
