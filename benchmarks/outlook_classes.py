# ruff: noqa: E501
"""Derive the shipped reference classes from the shared folder of base rates.

``--write`` replaces the shipped files, ``--check`` fails where they differ.

Our own wording of each class and of what it cannot say; counts and intervals as found. Only derived rates
leave the folder: no names of processes, no raw data.
"""

from __future__ import annotations

import csv
import io
import os
import sys
from pathlib import Path

HERE = Path(__file__).resolve()
CLASSES = HERE.parents[1] / "src" / "detente" / "outlook" / "classes"
SOURCES = {
    "icow": "Issue Correlates of War, settlement attempts, version 1.1 (Hensel and Mitchell)",
    "ucdp": "UCDP Peace Agreement 22.1 and Armed Conflict 25.1 data sets",
    "mid": "Correlates of War, Militarized Interstate Disputes, dyadic",
    "icb": "International Crisis Behavior, version 13, system level",
    "pax": "PA-X Peace Agreements Database, version 10, to the end of 2025",
    "referendum_sudd": "sudd.ch, national referendums (backup of 2024)",
}
LIMITS = {
    "icow": "Claims over land, river or sea between states, mostly before 1945; attempts within a claim are not independent.",
    "ucdp": "Mostly civil wars; 'ended' is the coders' judgement; interstate cells are small.",
    "mid": "Counts any new dispute of a pair, not a return to war; pairs differ in how long they are watched.",
    "icb": "Crises, not treaties; mediation is chosen for the cases that can be mediated, so it shows no effect of mediators.",
    "pax": "Only agreements that were published; a text agreed and never signed may be missing altogether.",
    "referendum_sudd": "National referendums of all kinds of states; governments call those that they expect to win.",
}
DATA_TO = {"ucdp": "2021-12-31", "pax": "2025-12-27", "referendum_sudd": "2024-12-31"}
WAR_DATA_TO = "2024-12-31"  # the conflict data set, version 25.1
RULE = "a yes majority and a yes from at least a quarter of the electorate"
# line of rates.csv: (class, event, population, years, note)
ROWS: dict[int, tuple[str, str, str, str, str]] = {
    2: ("settlement-attempts", "agreement reached", "peaceful attempts, all issues", "", ""),
    3: ("settlement-attempts", "agreement reached", "territorial", "", ""),
    4: ("settlement-attempts", "agreement reached", "territorial, about sovereignty", "", ""),
    5: ("settlement-attempts", "agreement on the full scope", "territorial, about sovereignty", "", ""),
    7: ("settlement-attempts", "agreement reached", "territorial, about sovereignty, from 1945", "", ""),
    8: ("settlement-attempts", "agreement on the full scope", "territorial, about sovereignty, from 1945", "", ""),
    10: ("settlement-attempts", "agreement reached", "territorial, about sovereignty, bilateral", "", ""),
    12: (
        "settlement-attempts",
        "agreement reached",
        "territorial, about sovereignty, third party without power to bind",
        "",
        "",
    ),
    64: (
        "settlement-attempts",
        "agreement reached",
        "territorial, about sovereignty, dispute in the last 10 years",
        "",
        "",
    ),
    17: ("ratification", "not blocked", "agreements, all issues", "", "also counts agreements that needed none"),
    18: ("ratification", "not blocked", "territorial", "", "also counts agreements that needed none"),
    19: (
        "ratification",
        "not blocked",
        "territorial, about sovereignty",
        "",
        "also counts agreements that needed none",
    ),
    20: (
        "ratification",
        "not blocked",
        "territorial, about sovereignty, from 1945",
        "",
        "also counts agreements that needed none",
    ),
    21: (
        "ratification",
        "not blocked",
        "territorial, about sovereignty, bilateral",
        "",
        "also counts agreements that needed none",
    ),
    66: (
        "ratification",
        "not blocked",
        "territorial, about sovereignty, dispute in the last 10 years",
        "",
        "also counts agreements that needed none",
    ),
    23: ("compliance", "both complied", "agreements, all issues", "", ""),
    24: ("compliance", "both complied", "territorial", "", ""),
    25: ("compliance", "both complied", "territorial, about sovereignty", "", ""),
    26: ("compliance", "both complied", "territorial, about sovereignty, from 1945", "", ""),
    27: ("compliance", "both complied", "territorial, about sovereignty, ratified", "", "or needed no ratification"),
    28: ("compliance", "both complied", "territorial, about sovereignty, from 1945, ratified", "", ""),
    67: ("compliance", "both complied", "territorial, about sovereignty, dispute in the last 10 years", "", ""),
    35: (
        "recurrence-after-attempt",
        "new dispute over the claim",
        "territorial, dispute in the last 10 years",
        "5",
        "",
    ),
    38: ("recurrence-after-attempt", "new dispute over the claim", "no agreement", "1", ""),
    40: ("recurrence-after-attempt", "new dispute over the claim", "no agreement", "5", ""),
    48: ("recurrence-after-attempt", "new dispute over the claim", "agreement about sovereignty", "1", ""),
    50: ("recurrence-after-attempt", "new dispute over the claim", "agreement about sovereignty", "5", ""),
    55: ("recurrence-after-attempt", "new dispute over the claim", "agreement about sovereignty, ratified", "5", ""),
    60: (
        "recurrence-after-attempt",
        "new dispute over the claim",
        "agreement about sovereignty, ratification failed",
        "5",
        "",
    ),
    69: ("agreement-ended", "signed agreement ended", "all, 1975-2021", "1", ""),
    71: ("agreement-ended", "signed agreement ended", "all, 1975-2021", "5", ""),
    73: ("agreement-ended", "signed agreement ended", "full agreements", "1", ""),
    75: ("agreement-ended", "signed agreement ended", "full agreements", "5", ""),
    85: ("agreement-ended", "signed agreement ended", "between governments", "1", ""),
    86: ("agreement-ended", "signed agreement ended", "between governments", "2", ""),
    87: ("agreement-ended", "signed agreement ended", "between governments", "5", ""),
    120: ("war-again", "interstate conflict active again", "ended by agreement or ceasefire", "2", ""),
    121: ("war-again", "interstate conflict active again", "ended by agreement or ceasefire", "5", ""),
    123: ("war-again", "interstate conflict active again", "any ending", "2", ""),
    124: ("war-again", "interstate conflict active again", "any ending", "5", ""),
    111: ("war-again", "interstate conflict active again", "victory of one side", "2", ""),
    112: ("war-again", "interstate conflict active again", "victory of one side", "5", ""),
    156: ("new-dispute-of-a-pair", "any militarized dispute", "after a fatal territorial dispute", "1", ""),
    160: ("new-dispute-of-a-pair", "use of force", "after a fatal territorial dispute", "1", ""),
    161: ("new-dispute-of-a-pair", "fatal dispute", "after a fatal territorial dispute", "1", ""),
    163: ("new-dispute-of-a-pair", "fatal dispute", "after a fatal territorial dispute", "5", ""),
    145: ("new-dispute-of-a-pair", "fatal dispute", "after a territorial dispute", "1", ""),
    169: ("new-dispute-of-a-pair", "fatal dispute", "territorial, negotiated settlement", "1", ""),
    185: ("new-dispute-of-a-pair", "fatal dispute", "territorial, no settlement", "1", ""),
    219: ("crisis-ends-in-agreement", "formal or semi-formal agreement", "protracted conflict, mediated", "", ""),
    218: ("crisis-ends-in-agreement", "formal or semi-formal agreement", "protracted conflict", "", ""),
    229: ("crisis-recurs", "new crisis of the same adversaries", "protracted, formal agreement", "5", ""),
    231: ("crisis-recurs", "new crisis of the same adversaries", "protracted, no agreement", "5", ""),
    273: (
        "after-first-texts",
        "a substantive agreement follows the first talks about talks",
        "interstate or mixed",
        "1",
        "",
    ),
    274: (
        "after-first-texts",
        "a substantive agreement follows the first talks about talks",
        "interstate or mixed",
        "2",
        "",
    ),
    297: (
        "after-first-texts",
        "an implementation agreement follows the first substantive one",
        "interstate or mixed",
        "1",
        "",
    ),
    299: (
        "after-first-texts",
        "an implementation agreement follows the first substantive one",
        "interstate or mixed",
        "5",
        "",
    ),
}
REFERENDUMS = {
    "Ballot day legally adopted: title says constitution": ("adopted by the law of the day", "constitutional", ""),
    "Ballot day legally adopted: all national referendums 1990-2024 (no CH, LI, SM, FM, PW, MH)": (
        "adopted by the law of the day",
        "all national",
        "",
    ),
    "Ballot day legally adopted, turnout quorum >=50%: all national referendums 1990-2024 (no CH, LI, SM, FM, PW, MH)": (
        "adopted by the law of the day",
        "all national, where turnout of a half is required",
        "",
    ),
    "Yes majority of valid votes: title says constitution": ("yes majority", "constitutional", ""),
    "Passes the 25% floor GIVEN a yes majority: title says constitution": (
        "yes from a quarter of the electorate, given a yes majority",
        "constitutional",
        "",
    ),
    "turnout 0-35%: ": ("", "constitutional, turnout to 35%", "title says constitution"),
    "turnout 35-50%: ": ("", "constitutional, turnout 35 to 50%", "title says constitution"),
    "turnout 50-65%: ": ("", "constitutional, turnout 50 to 65%", "title says constitution"),
    "turnout 65-100%: ": ("", "constitutional, turnout from 65%", "title says constitution"),
}


def referendum(quantity: str) -> tuple[str, str] | None:
    """Event and population in our words, for the rows that are shipped."""
    if quantity in REFERENDUMS:
        return REFERENDUMS[quantity][:2]
    for start, (_, population, ending) in REFERENDUMS.items():
        if ending and quantity.startswith(start) and quantity.endswith(ending):
            return RULE, population
    if quantity.startswith("Would pass"):
        scope = quantity.split(": ", 1)[1]
        known = {
            "title says constitution": "constitutional",
            "whole constitution / constitutional reform": "whole constitution or its reform",
            "constitution, post-communist states": "constitutional, post-communist states",
        }
        return (
            (RULE, known[scope])
            if scope in known
            else (RULE, "all national")
            if scope.startswith("all national")
            else None
        )
    return None


def rates(folder: Path) -> list[dict[str, str]]:
    """The shipped rows of shares."""
    found = []
    with (folder / "rates.csv").open(encoding="utf-8", newline="") as file:
        for line, row in enumerate(csv.DictReader(file), start=2):
            if line in ROWS:
                name, event, population, years, note = ROWS[line]
            elif row["dataset"] == "referendum_sudd" and (words := referendum(row["quantity"])):
                name, (event, population), years, note = "referendums", words, "", ""
            else:
                continue
            boot = [row["boot_lo"], row["boot_hi"]]
            to = WAR_DATA_TO if name == "war-again" else DATA_TO.get(row["dataset"], "")
            low = min(float(x) for x in (row["wilson_lo"], boot[0]) if x)
            high = max(float(x) for x in (row["wilson_hi"], boot[1]) if x)
            found.append(
                {
                    "class": name, "event": event, "population": population, "years": years,
                    **{key: row[key] for key in ("k", "n", "share", "wilson_lo", "wilson_hi")},
                    "clusters": row["clusters"].removesuffix(".0"), "boot_lo": boot[0], "boot_hi": boot[1],
                    "low": f"{low:g}", "high": f"{high:g}", "source": SOURCES[row["dataset"]], "data_to": to, "note": note,
                    "cannot_say": LIMITS[row["dataset"]], "origin": f"rates.csv:{line}",
                }
            )  # fmt: skip
    return sorted(found, key=lambda r: (r["class"], int(r["origin"].split(":")[1])))


def hazards(folder: Path) -> list[dict[str, str]]:
    """Hazards by quiet years, both intervals and the wider."""
    found = []
    with (folder / "hazard_by_quiet_years.csv").open(encoding="utf-8", newline="") as file:
        for line, row in enumerate(csv.DictReader(file), start=2):
            fatal = "FATAL" in row["population"]
            found.append(
                {
                    "population": "pairs with a fatal territorial dispute in the last 15 years"
                    if fatal
                    else "pairs with a territorial dispute in the last 15 years",
                    "quiet_years": row["quiet_years"], "event": row["event"].replace("MID", "militarized dispute"),
                    **{key: row[key] for key in ("pairs", "events", "exposure_years", "annual_hazard")},
                    **{key: row[key] for key in ("poisson_lo", "poisson_hi", "boot_lo", "boot_hi")},
                    "low": f"{min(float(row['poisson_lo']), float(row['boot_lo'])):g}",
                    "high": f"{max(float(row['poisson_hi']), float(row['boot_hi'])):g}",
                    "source": SOURCES["mid"], "cannot_say": LIMITS["mid"], "origin": f"hazard_by_quiet_years.csv:{line}",
                }
            )  # fmt: skip
    return found


def durations(folder: Path) -> list[dict[str, str]]:
    """From an agreed text to its signature: days watched and how the watch ended. Without names.

    ``popular_vote``: a referendum of the list falls between the start and the end of the watch.
    """
    with (folder / "historical_milestones.csv").open(encoding="utf-8", newline="") as file:
        milestones = list(csv.DictReader(file))
    failed = {row["process_id"] for row in milestones if row["milestone"] == "failed"}
    votes = {row["process_id"]: row["date"] for row in milestones if row["milestone"] == "referendum"}
    found = []
    with (folder / "historical_processes.csv").open(encoding="utf-8", newline="") as file:
        for line, row in enumerate(csv.DictReader(file), start=2):
            if row["gap_sample"] != "1":
                continue
            end = "signed" if row["signed"] else "ended" if row["process_id"] in failed else "open"
            until = row["signed"] or row["end_of_watch"]
            memory = {part for part in row["from_memory"].replace(" day", "").split(",") if part}
            found.append(
                {
                    "start": row["start"], "days": row["days_watched"].removesuffix(".0"), "end": end,
                    "outside_condition": row["outside_condition"],
                    "kind": "internal" if row["kind"] == "internal" else "interstate",
                    "start_kind": row["start_kind"],
                    "popular_vote": str(int(row["start"] < votes.get(row["process_id"], "") <= until)),
                    "verified": "no" if memory else "yes", "origin": f"historical_processes.csv:{line}",
                }
            )  # fmt: skip
    return sorted(found, key=lambda r: (r["start"], r["origin"]))


def main() -> None:
    """Print, write or compare."""
    root = os.environ.get("DETENTE_SHARED") or str(HERE.parents[2] / "shared")
    folder = Path(root) / "base_rates"
    for name, rows in (("rates", rates(folder)), ("hazards", hazards(folder)), ("durations", durations(folder))):
        path = CLASSES / f"{name}.csv"
        text = io.StringIO()
        writer = csv.DictWriter(text, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
        if "--write" in sys.argv:
            path.write_text(text.getvalue(), encoding="utf-8")
        if "--check" in sys.argv and path.read_text(encoding="utf-8") != text.getvalue():
            sys.exit(f"{path} differs from what the shared folder gives; run with --write")
        print(name, len(rows), "rows")


if __name__ == "__main__":
    main()
