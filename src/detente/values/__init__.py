"""The smallest parts: dates with precision, quantities with a basis, canonical ids. Know nothing of a case."""
