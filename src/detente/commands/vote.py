"""detente vote [PROCEDURE] --turnout 40% --yes 60%"""

from __future__ import annotations

import argparse
import sys
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

from detente.commands.case_argument import add_as_of, add_json, print_table, usable

if TYPE_CHECKING:
    from detente.case.case import Case
    from detente.procedures.vote import Result, Rule

HELP = "compute whether a popular vote passes, limb by limb, and where the line runs"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Arguments of the command."""
    parser.add_argument(
        "procedure", nargs="?", metavar="PROCEDURE", help="default: the one that a condition waits for"
    )
    parser.add_argument("--case", metavar="CASE", help="a case folder, or the name of a shipped case")
    add_as_of(parser)
    add_json(parser)
    parser.add_argument("--turnout", metavar="SHARE", help="share of those entitled who take part: 40%% or 2/5")
    parser.add_argument("--yes", metavar="SHARE or VOTES", help="share of participants in favour, or votes in favour")
    parser.add_argument("--no", type=int, metavar="VOTES", help="votes against")
    parser.add_argument("--invalid", type=int, default=0, metavar="VOTES", help="invalid and blank ballots")
    parser.add_argument("--share", metavar="SHARE", help="with --yes VOTES: their share of participants (63.35%%)")
    parser.add_argument(
        "--electorate", type=int, metavar="N", help="those entitled to vote (default: the case's number)"
    )
    parser.add_argument("--map", action="store_true", help="print passing and failing by turnout and support")
    parser.add_argument(
        "--chance",
        action="store_true",
        help="print the chance of passing, from what the outlook believes of turnout and support, and around it",
    )
    parser.add_argument("--svg", type=Path, metavar="FILE", help="write the map as a picture")


def run(args: argparse.Namespace) -> int:
    """0; 1 where the case has errors or the vote fails, 2 for wrong numbers."""
    case = usable(args)
    if case is None:
        return 1
    from detente.procedures.vote import NoVote, map_svg, map_text, result_table, rule, threshold_map

    try:
        found = rule(case, args.procedure)
        if args.chance:
            return _chance(case, found, as_json=args.json)
        shown = None
        status = 0
        if args.yes is not None:
            result, shares, shown = _result(args, found)
            print_table(result_table(found, result, shares=shares), as_json=args.json)
            status = 0 if result.passes else 1
        elif not (args.map or args.svg):
            raise NoVote("give --turnout and --yes as shares, or --yes and --no as votes, or ask for --map")
        if args.map and not args.json:
            print(("\n" if args.yes else "") + map_text(threshold_map(found), shown))
        if args.svg is not None:
            from detente.notation.atomic import write_atomically

            title = f"{case.procedures[found.procedure].title}: passing by turnout and support"
            write_atomically(args.svg, map_svg(threshold_map(found), title, shown).encode())
            print(f"written to {args.svg}")
    except (NoVote, ValueError, ZeroDivisionError) as error:
        print(f"detente: {error}", file=sys.stderr)
        return 2
    except OSError as error:
        print(f"detente: {args.svg}: {error.strerror}", file=sys.stderr)
        return 1
    return status


def _chance(case: Case, found: Rule, *, as_json: bool) -> int:
    """The chance by the beliefs of the outlook, and by likeliest turnout and support around them."""
    from detente.outlook.case_chain import ends_of
    from detente.outlook.referendum import Belief, chance, chance_map
    from detente.outlook.result import percent
    from detente.procedures.vote import NoVote

    vote = case.outlook.votes.get(f"{found.procedure}.{found.step}") if case.outlook else None
    ends = [ends_of(figure.value, figure.range) for figure in (vote.turnout, vote.support)] if vote else [None]
    if vote is None or None in ends:
        raise NoVote(f"the outlook says nothing of turnout and support of '{found.procedure}.{found.step}'")
    turnout, support = (Belief(*shares) for shares in ends if shares is not None)
    low, value, high = chance(found, turnout, support)
    table = chance_map(found, turnout, support)
    said = f"{percent(value)} ({percent(low)} to {percent(high)})"
    basis = "; ".join(dict.fromkeys(str(b) for b in (*vote.turnout.basis, *vote.support.basis)))
    title = (
        f"The chance of passing: {said}, with a turnout of {vote.turnout.value} ({vote.turnout.range}) "
        f"and a support of {vote.support.value} ({vote.support.range}); basis: {basis}"
    )
    print_table(replace(table, title=title), as_json=as_json)
    return 0


def _result(args: argparse.Namespace, found: Rule) -> tuple[Result, bool, tuple[float, float] | None]:
    """The result, whether it is in shares, and (turnout, support) in percent where both are known."""
    from detente.procedures.vote import NoVote, counted, shared

    if args.turnout is not None:
        turnout, support = share(args.turnout), share(args.yes)
        return shared(found, turnout=turnout, support=support), True, (float(turnout * 100), float(support * 100))
    yes = _votes(args.yes)
    if args.share is not None:
        # A published share fixes the participants: votes in favour divided by it.
        participants = round(yes / share(args.share))
        no = participants - yes - args.invalid
    elif args.no is not None:
        no = args.no
    else:
        raise NoVote("with --yes as a number of votes, give --no VOTES or --share SHARE")
    electorate = args.electorate or found.electorate
    result = counted(found, yes=yes, no=no, invalid=args.invalid, electorate=electorate)
    participants = yes + no + args.invalid
    at = (100 * participants / electorate, 100 * yes / participants) if electorate and participants else None
    return result, False, at


def share(text: str) -> Fraction:
    """40%, 40, 0.4 or 2/5, exactly; raise `ValueError` outside 0 to 1. A bare number above 1 is in percent."""
    text = text.strip()
    value = Fraction(text.removesuffix("%"))
    if text.endswith("%") or value > 1:
        value /= 100
    if not 0 <= value <= 1:
        raise ValueError(f"'{text}' is no share between 0% and 100%")
    return value


def _votes(text: str) -> int:
    try:
        return int(text.replace(",", ""))
    except ValueError:
        raise ValueError(f"'{text}' is no number of votes; with a share give --turnout too") from None
