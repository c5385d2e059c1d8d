"""Minimal sets against all sets, and what is said where there are too many."""

from __future__ import annotations

from hypothesis import given, settings

from detente.procedures.graph import Graph, Node
from detente.procedures.sets import minimal_steps, stopping_sets

from .graphs import all_minimal_steps, all_stopping_sets, goal, graphs


@settings(max_examples=150)
@given(graphs(9, timed=False))
def test_minimal_sets_are_those_of_an_exhaustive_search(graph: Graph) -> None:
    """Steps that reach the goal, and actors that stop it."""
    steps, actors = minimal_steps(graph, goal(graph)), stopping_sets(graph, goal(graph))
    assert steps.complete and actors.complete
    assert set(steps.sets) == all_minimal_steps(graph, goal(graph))
    assert set(actors.sets) == all_stopping_sets(graph, goal(graph))


@settings(max_examples=150)
@given(graphs(9, timed=False))
def test_a_cut_search_still_lists_only_minimal_sets(graph: Graph) -> None:
    """With a cap of one or two, what is listed is right, and nothing is said to be complete that is not."""
    for most in (1, 2):
        steps, actors = minimal_steps(graph, goal(graph), most), stopping_sets(graph, goal(graph), most)
        every_step, every_actor = all_minimal_steps(graph, goal(graph)), all_stopping_sets(graph, goal(graph))
        assert set(steps.sets) <= every_step and set(actors.sets) <= every_actor
        assert len(steps.sets) <= most and len(actors.sets) <= most
        assert not steps.complete or set(steps.sets) == every_step
        assert not actors.complete or set(actors.sets) == every_actor
        assert not steps.more or len(every_step) > len(steps.sets)


def test_too_many_are_told() -> None:
    """Ten stages with three alternatives each: 59,049 sets."""
    nodes: list[Node] = []
    for stage in range(10):
        before = (f"j{stage - 1}",) if stage else ()
        names = tuple(f"s{stage}-{i}" for i in range(3))
        nodes += [Node(name, before, stops=(frozenset({name}),)) for name in names]
        nodes.append(Node(f"j{stage}", names, any=True, step=False))
    graph = Graph.of(nodes)
    found = minimal_steps(graph, "j9", 100)
    assert found.count == "more than 100"
    assert all(len(steps) == 10 for steps in found.sets)
    stops = stopping_sets(graph, "j9", 100)
    assert stops.complete and stops.count == "10"


def test_what_is_done_needs_and_stops_nothing() -> None:
    graph = Graph.of([Node("a", done=1, stops=(frozenset("x"),)), Node("b", ("a",), stops=(frozenset("y"),))])
    assert minimal_steps(graph, "b").sets == (frozenset({graph.at["b"]}),)
    assert stopping_sets(graph, "b").sets == (frozenset("y"),)


def test_who_can_only_stop_it_together() -> None:
    """Two routes with different actors: both must be stopped."""
    graph = Graph.of(
        [
            Node("meeting", stops=(frozenset({"council"}), frozenset({"any"}))),
            Node("silence", stops=(frozenset({"board"}), frozenset({"any"}))),
            Node("decided", ("meeting", "silence"), any=True, step=False),
        ]
    )
    assert set(stopping_sets(graph, "decided").sets) == {frozenset({"any"}), frozenset({"council", "board"})}
