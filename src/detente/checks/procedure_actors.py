"""A step is taken by somebody: a body that acts, consents or does not object, or it only sums up others.

steps: {vote: {does: a vote, majority: 2/3 of members}}   ->  step-without-actor
"""

from __future__ import annotations

from collections.abc import Iterator

from detente.case.case import Case
from detente.checks.procedure_names import versions
from detente.notation.problem import Problem


def check(case: Case) -> Iterator[Problem]:
    """Steps that nobody can take."""
    for name, procedure in case.procedures.items():
        for path, version in versions(procedure):
            for key, step in version.steps.items():
                if step.body or step.consent or step.consensus or step.uses:
                    continue
                asks = step.majority or step.passes or step.takes or step.quorum or step.silence
                if asks or step.after is None:
                    yield Problem(
                        "step-without-actor",
                        f"Nobody takes the step '{key}'.",
                        case.place_of(f"procedures/{name}.yaml", (*path, "steps", key), of_key=True),
                        hint="name who acts (body:), who must agree (consent:) or who must not object (consensus:)",
                    )
