"""A source's own sentences are its own: `reported` is said by the source's voice, and the voice belongs to it.

act: reported, by: a minister   ->  wrong-voice (a minister claims, announces, denies)
"""

from __future__ import annotations

from collections.abc import Iterator

from detente.case.act import Act
from detente.case.case import Case
from detente.notation.problem import Problem


def check(case: Case) -> Iterator[Problem]:
    """Reports that are attributed to somebody else than the source."""
    for key, statement in case.statements.items():
        source = case.sources.get(key.partition("/")[0])
        if statement.act is Act.REPORTED and source is not None and statement.by != (source.voice,):
            yield Problem(
                "wrong-voice",
                "'reported' is for what the source states in its own voice.",
                case.place_of_statement(key, "by"),
                hint=f"by: {source.voice}" if source.voice else "give the source a voice: in its sidecar",
            )
