"""A document in, proposals out: who said what, when, on what condition, and who contradicts it.

Nothing here is accepted by itself: a person decides on every proposal.
"""

from detente.reading.jsonl import rows, to_jsonl
from detente.reading.model import ModelMissing
from detente.reading.plugin import Claimed, Extractor
from detente.reading.proposals import (
    ActorProposal,
    Anchor,
    ConditionProposal,
    DateProposal,
    DisputeProposal,
    EventProposal,
    NewcomerProposal,
    Proposal,
    Reading,
    StatementProposal,
    VoiceProposal,
)
from detente.reading.reader import Document, read, read_all

__all__ = [
    "ActorProposal",
    "Anchor",
    "Claimed",
    "ConditionProposal",
    "DateProposal",
    "DisputeProposal",
    "Document",
    "EventProposal",
    "Extractor",
    "ModelMissing",
    "NewcomerProposal",
    "Proposal",
    "Reading",
    "StatementProposal",
    "VoiceProposal",
    "read",
    "read_all",
    "rows",
    "to_jsonl",
]
