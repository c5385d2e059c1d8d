"""What changed between two versions of a case, in numbers: the change of each probability and its parts."""
