"""Shares and hazards of the shipped reference classes."""

from __future__ import annotations

import csv
import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from detente.outlook.number import Uncertain


@dataclass(frozen=True, slots=True)
class ReferenceClass:
    """k of n: a share with a citation, two intervals (95%), and what it cannot say.

    ``low`` and ``high`` are the wider of the Wilson interval, which takes the n as independent, and the
    bootstrap over ``clusters`` (claims, countries, conflicts), where there is one.
    """

    name: str
    event: str
    population: str
    years: int | None
    k: int
    n: int
    share: float
    wilson: tuple[float, float]
    clusters: int | None
    bootstrap: tuple[float, float] | None
    low: float
    high: float
    source: str
    data_to: dt.date | None
    note: str
    cannot_say: str
    origin: str

    @property
    def id(self) -> str:
        """Class, event, population and horizon, in words."""
        within = f", within {self.years} year{'s' if self.years != 1 else ''}" if self.years else ""
        return f"{self.name}: {self.event} ({self.population}{within})"

    @property
    def effective(self) -> tuple[float, float]:
        """k and n shrunk until the Wilson interval is as wide as the wider one: the price of clusters."""
        width = self.wilson[1] - self.wilson[0]
        shrink = min(1.0, (width / (self.high - self.low)) ** 2) if self.high > self.low else 1.0
        return self.k * shrink, self.n * shrink

    def as_number(self) -> Uncertain:
        """The share as an uncertain number: beta, on the effective k and n."""
        k, n = self.effective
        words = f"{self.id}: {self.k} of {self.n}; {self.source}"
        return Uncertain(self.share, 0.0, 1.0, "beta", k=k, n=n, basis=words)


@dataclass(frozen=True, slots=True)
class QuietHazard:
    """Events per year among pairs that have been quiet for so many years; 95% intervals."""

    population: str
    quiet_from: float
    quiet_to: float
    event: str
    pairs: int
    events: int
    exposure_years: float
    per_year: float
    poisson: tuple[float, float]
    bootstrap: tuple[float, float]
    low: float
    high: float
    source: str
    cannot_say: str
    origin: str

    def as_number(self) -> Uncertain:
        """The hazard per day as an uncertain number: gamma, on the events and exposure that give its width."""
        width = (self.poisson[1] - self.poisson[0]) / (self.high - self.low)
        shrink = min(1.0, width**2)
        exposure = self.exposure_years * 365.25 * shrink
        words = f"{self.event}, quiet {self.quiet_from:g} to {self.quiet_to:g} years: {self.events} in "
        words += f"{self.exposure_years:g} pair-years; {self.source}"
        return Uncertain(self.per_year / 365.25, 0.0, 1.0, "gamma", k=self.events * shrink, n=exposure, basis=words)


@dataclass(frozen=True, slots=True)
class RateClass:
    """So many events in so many years of exposure; the interval is the exact 95% one of a Poisson count (Garwood,
    Biometrika 28, 1936)."""

    name: str
    event: str
    population: str
    events: int
    exposure_years: float
    low: float
    high: float
    source: str
    data_to: dt.date
    cannot_say: str
    origin: str

    def as_number(self) -> Uncertain:
        """The rate per day as an uncertain number: gamma, on the events and their exposure."""
        words = f"{self.event}: {self.events} in {self.exposure_years:g} years; {self.source}"
        per_day = self.events / self.exposure_years / 365.25
        return Uncertain(per_day, 0.0, 1.0, "gamma", k=self.events, n=self.exposure_years * 365.25, basis=words)


@cache
def rate_classes(name: str | None = None) -> tuple[RateClass, ...]:
    """The shipped rates, all or that of one name."""
    found = [
        RateClass(
            row["class"],
            row["event"],
            row["population"],
            int(row["events"]),
            float(row["exposure_years"]),
            float(row["low"]),
            float(row["high"]),
            row["source"],
            dt.date.fromisoformat(row["data_to"]),
            row["cannot_say"],
            row["origin"],
        )
        for row in rows("exposures.csv")
    ]
    return tuple(c for c in found if name is None or c.name == name)


@cache
def reference_classes(name: str | None = None) -> tuple[ReferenceClass, ...]:
    """The shipped classes, all or those of one name."""
    found = [
        ReferenceClass(
            row["class"],
            row["event"],
            row["population"],
            int(row["years"]) if row["years"] else None,
            int(row["k"]),
            int(row["n"]),
            float(row["share"]),
            (float(row["wilson_lo"]), float(row["wilson_hi"])),
            int(row["clusters"]) if row["clusters"] else None,
            (float(row["boot_lo"]), float(row["boot_hi"])) if row["boot_lo"] else None,
            float(row["low"]),
            float(row["high"]),
            row["source"],
            dt.date.fromisoformat(row["data_to"]) if row["data_to"] else None,
            row["note"],
            row["cannot_say"],
            row["origin"],
        )
        for row in rows("rates.csv")
    ]
    return tuple(c for c in found if name is None or c.name == name)


@cache
def quiet_hazards() -> tuple[QuietHazard, ...]:
    """Recurrence by quiet years, in order of population, years and severity."""
    found = []
    for row in rows("hazards.csv"):
        low, high = row["quiet_years"].split("-")
        found.append(
            QuietHazard(
                row["population"],
                float(low),
                float(high),
                row["event"],
                int(row["pairs"]),
                int(row["events"]),
                float(row["exposure_years"]),
                float(row["annual_hazard"]),
                (float(row["poisson_lo"]), float(row["poisson_hi"])),
                (float(row["boot_lo"]), float(row["boot_hi"])),
                float(row["low"]),
                float(row["high"]),
                row["source"],
                row["cannot_say"],
                row["origin"],
            )
        )
    return tuple(found)


def rows(name: str) -> Iterable[dict[str, str]]:
    """Rows of a shipped file."""
    text = files("detente.outlook.classes").joinpath(name).read_text(encoding="utf-8")
    return csv.DictReader(text.splitlines())
