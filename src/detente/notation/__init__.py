"""How a case is written: YAML that knows where each value stands, located problems, edits of single lines."""
