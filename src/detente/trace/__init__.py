"""What a line or a number rests on, down to passages and assumptions."""
