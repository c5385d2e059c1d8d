"""Named checks: one rule, one file. Each takes a case and yields problems; none changes anything."""
