"""Use cases, one area a file: each works inside the unit it is given and never opens one, never calls out."""
