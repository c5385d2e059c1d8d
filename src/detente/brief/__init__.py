"""The brief: two pages and an annex, every sentence with a citation or marked as an assessment."""
