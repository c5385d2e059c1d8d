"""What blocks the next rung, who can move it and when at the earliest: procedures as data, computed exactly."""
