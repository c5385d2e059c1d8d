"""The sections of the brief, one file each; each is a function from a case to a section, or to none."""
