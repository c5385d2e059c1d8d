"""The acts of speech that a statement can be, from a closed list that never blurs, and the column each stands in."""

from __future__ import annotations

from enum import StrEnum


class Column(StrEnum):
    """The columns of the ledger; a filter by column never lets one kind of statement pass for another."""

    AGREEMENT = "agreement"
    DEMAND = "demand"
    OFFER = "offer"
    ACCEPTANCE = "acceptance"
    REJECTION = "rejection"
    CLAIM = "claim"
    DENIAL = "denial"
    OBSERVATION = "observation"
    RULING = "ruling"
    ACKNOWLEDGEMENT = "acknowledgement"
    ANNOUNCEMENT = "announcement"
    WISH = "wish"
    JUDGEMENT = "judgement"
    FORECAST = "forecast"
    ADVICE = "advice"
    REPORT = "report"
    SILENCE = "silence"


class Act(StrEnum):
    """What somebody did in saying it."""

    AGREED = "agreed"
    """Bound itself together with another party."""
    COMMITTED = "committed"
    """Bound itself alone."""
    ANNOUNCED = "announced"
    """Made its own step or decision public."""
    DEMANDED = "demanded"
    """Asked somebody to do something, or made it a condition."""
    OFFERED = "offered"
    """Offered to do something."""
    OFFERED_IF = "offered-if"
    """Offered it on a condition."""
    ACCEPTED = "accepted"
    """Accepted what another asked or offered."""
    ACCEPTED_IF = "accepted-if"
    """Accepted it on a condition."""
    REJECTED = "rejected"
    """Refused what another asked or offered."""
    CLAIMED = "claimed"
    """Said that something is so."""
    ACCUSED = "accused"
    """Said that another did wrong."""
    DENIED = "denied"
    """Said that what another said is not so."""
    OBSERVED = "observed"
    """Reported its own observation, over a stated window."""
    RULED = "ruled"
    """Decided it as a court or body with authority to."""
    ACKNOWLEDGED = "acknowledged"
    """Granted something against its own earlier or obvious interest."""
    WISHED = "wished"
    """Is reported to want or hope for it."""
    FEARED = "feared"
    """Is reported to fear it."""
    JUDGED = "judged"
    """Gave an assessment."""
    FORECAST = "forecast"
    """Said what will or may come."""
    WARNED = "warned"
    """Said what will or may come, as a caution."""
    ADVISED = "advised"
    """Said what somebody should do."""
    REPORTED = "reported"
    """Stated as fact in a source's own voice."""
    KEPT_SILENT = "kept-silent"
    """Is reported to have said nothing on it by a date."""

    @property
    def column(self) -> Column:
        """The column of the ledger."""
        return _COLUMNS[self]

    @property
    def conditional(self) -> bool:
        """True where the act has no meaning without its condition."""
        return self in (Act.OFFERED_IF, Act.ACCEPTED_IF)


_COLUMNS = {
    Act.AGREED: Column.AGREEMENT,
    Act.COMMITTED: Column.OFFER,
    Act.ANNOUNCED: Column.ANNOUNCEMENT,
    Act.DEMANDED: Column.DEMAND,
    Act.OFFERED: Column.OFFER,
    Act.OFFERED_IF: Column.OFFER,
    Act.ACCEPTED: Column.ACCEPTANCE,
    Act.ACCEPTED_IF: Column.ACCEPTANCE,
    Act.REJECTED: Column.REJECTION,
    Act.CLAIMED: Column.CLAIM,
    Act.ACCUSED: Column.CLAIM,
    Act.DENIED: Column.DENIAL,
    Act.OBSERVED: Column.OBSERVATION,
    Act.RULED: Column.RULING,
    Act.ACKNOWLEDGED: Column.ACKNOWLEDGEMENT,
    Act.WISHED: Column.WISH,
    Act.FEARED: Column.FORECAST,
    Act.JUDGED: Column.JUDGEMENT,
    Act.FORECAST: Column.FORECAST,
    Act.WARNED: Column.FORECAST,
    Act.ADVISED: Column.ADVICE,
    Act.REPORTED: Column.REPORT,
    Act.KEPT_SILENT: Column.SILENCE,
}
