"""A child process of ``run``: a pickled plan and spans on standard input, pickled counts on output."""

from __future__ import annotations

import pickle
import sys

from detente.outlook.draws.run import piece, total


def main() -> None:
    """Read, count, write."""
    plan, pieces, engine = pickle.loads(sys.stdin.buffer.read())
    sys.stdout.buffer.write(pickle.dumps(total(piece(plan, span, engine) for span in pieces)))


if __name__ == "__main__":
    main()
