"""Looking facts up: an index made from the sealed entries, and the search over it."""
