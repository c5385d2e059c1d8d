"""A child process of ``place``: pickled work on standard input, a pickled sum on output."""

from __future__ import annotations

import pickle
import sys

from detente.outlook.draws.place import part


def main() -> None:
    """Read, carry out, write."""
    function, shared, pieces = pickle.loads(sys.stdin.buffer.read())
    sys.stdout.buffer.write(pickle.dumps(part(function, shared, pieces)))


if __name__ == "__main__":
    main()
