"""Views over the record, computed and never stored: who stands where, where sources differ, ledgers, changes."""
