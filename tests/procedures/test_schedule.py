"""Earliest dates against an exhaustive search, and the laws that they obey."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from detente.case.delay import Delay
from detente.case.window import parse_window
from detente.procedures.graph import Circular, Graph, Limit, Node
from detente.procedures.schedule import NEVER, Scheduler, critical_path

from .graphs import earliest_by_search, goal, graphs

START = date(2025, 1, 1)
HORIZON = date(2025, 1, 28)


@settings(max_examples=200)
@given(st.one_of(graphs(5), graphs(5, tight=True)))
def test_the_earliest_day_is_that_of_an_exhaustive_search(graph: Graph) -> None:
    """No search order, no pruning on our side: every choice and every day is tried."""
    found = Scheduler(graph, START, HORIZON).earliest(goal(graph))
    wanted = earliest_by_search(graph, goal(graph), START.toordinal(), HORIZON.toordinal())
    assert (found.day if found.possible else None) == wanted
    assert found.exact
    assert found.possible or found.reasons


@given(graphs(8), st.data())
def test_taking_a_requirement_away_never_makes_it_later(graph: Graph, data: st.DataObject) -> None:
    """Needs, limits and windows are requirements."""
    before = Scheduler(graph, START, HORIZON).earliest(goal(graph)).day
    place = data.draw(st.integers(0, len(graph.nodes) - 1))
    node = graph.nodes[place]
    lighter = [replace(node, limits=()), replace(node, windows=()), replace(node, takes=Delay())]
    if node.needs and not node.any:
        lighter.append(replace(node, needs=node.needs[1:], limits=()))
    chosen = data.draw(st.sampled_from(lighter))
    changed = Graph.of(chosen if other.name == node.name else other for other in graph.nodes)
    assert Scheduler(changed, START, HORIZON).earliest(changed.at[graph.nodes[goal(graph)].name]).day <= before


@given(graphs(8))
def test_slack_is_real(graph: Graph) -> None:
    """The latest days are never before the earliest, the critical path has none to spare, and a plan exists."""
    scheduler = Scheduler(graph, START, HORIZON)
    found = scheduler.earliest(goal(graph))
    if not found.possible:
        return
    assert all(found.latest[index] >= found.days[index] for index in found.days)
    assert found.latest[found.goal] == found.days[found.goal]
    path = critical_path(scheduler, found)
    assert all(found.days[a] <= found.days[b] for a, b in pairwise(path))


def test_a_later_start_of_the_earlier_step_keeps_a_deadline() -> None:
    """sent -> vote within 50 to 65 days, and the vote only in June 2026: the sending moves to fit."""
    sent = Node("sent")
    vote = Node(
        "vote",
        ("sent",),
        limits=(Limit(Delay(50), Delay(65), "sent"),),
        windows=(parse_window("2026-06-03/2026-06-13"),),
    )
    found = Scheduler(Graph.of([sent, vote]), date(2025, 5, 1)).earliest("vote")
    days = {node.name: date.fromordinal(found.days[i]) for i, node in enumerate([sent, vote])}
    assert days["vote"] == date(2026, 6, 3)
    assert days["sent"] == date(2026, 3, 30)  # 65 days before
    latest = {i: date.fromordinal(day) for i, day in found.latest.items()}
    assert latest[0] == date(2026, 4, 14)  # 50 days before


def test_meeting_a_day() -> None:
    sent = Node("sent", takes=Delay(10))
    vote = Node("vote", ("sent",), limits=(Limit(Delay(50), None, "sent"),))
    scheduler = Scheduler(Graph.of([sent, vote]), date(2025, 1, 1))
    latest = scheduler.meeting("vote", date(2025, 12, 31))
    assert latest is not None
    assert date.fromordinal(latest[0]) == date(2025, 11, 11)
    assert scheduler.meeting("vote", date(2025, 2, 1)) is None


def test_a_passed_deadline_is_told() -> None:
    """What can no longer happen is a result."""
    sent = Node("sent", done=date(2025, 1, 1).toordinal())
    vote = Node("vote", ("sent",), limits=(Limit(Delay(50), Delay(65), "sent"),))
    found = Scheduler(Graph.of([sent, vote]), date(2025, 6, 1)).earliest("vote")
    assert found.day == NEVER
    assert "within 65 days of 2025-01-01" in found.reasons[0].says
    over = Node("meeting", windows=(parse_window("2024-12"),))
    found = Scheduler(Graph.of([over]), date(2025, 6, 1)).earliest("meeting")
    assert found.reasons[0].says == "none of its dates is left on or after 2025-06-01"
    closed = Node("renewal", takes=Delay(30), closes=date(2025, 6, 10).toordinal())
    found = Scheduler(Graph.of([closed]), date(2025, 6, 1)).earliest("renewal")
    assert "by 2025-06-10" in found.reasons[0].says


def test_the_other_route_is_taken_where_one_is_closed() -> None:
    slow = Node("yearly", windows=(parse_window("yearly, December"),))
    fast = Node("silence", takes=Delay(5))
    either = Node("decided", ("yearly", "silence"), any=True, step=False)
    start = date(2025, 5, 1)
    assert Scheduler(Graph.of([slow, fast, either]), start).earliest("decided").day == date(2025, 5, 6).toordinal()
    only = Node("decided", ("yearly",), any=True, step=False)
    assert Scheduler(Graph.of([slow, only]), start).earliest("decided").day == date(2025, 12, 1).toordinal()
    none = Node("decided", (), any=True, step=False)
    assert not Scheduler(Graph.of([none]), start).earliest("decided").possible


def test_a_route_takes_the_step_that_it_names() -> None:
    """Two ways of sending lead to one vote; the route by the slower one is not dated by the faster."""
    nodes = [
        Node("fast"),
        Node("slow", takes=Delay(100)),
        Node("sent", ("fast", "slow"), any=True, step=False),
        Node("vote", ("sent",), limits=(Limit(Delay(50), Delay(65), "sent"),)),
        Node("by-slow", ("slow", "vote"), step=False, steers=("slow", "vote")),
    ]
    found = Scheduler(Graph.of(nodes), START).earliest("by-slow")
    assert found.day - START.toordinal() == 150


def test_a_circle_has_a_name() -> None:
    try:
        Graph.of([Node("a", ("b",)), Node("b", ("a",))])
    except Circular as circle:
        assert set(circle.circle) == {"a", "b"}
    else:
        raise AssertionError("no circle was found")
