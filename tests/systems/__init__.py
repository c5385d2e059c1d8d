"""One test for each of the systems that the case must answer for, named after its row: `test_A1_...`."""
