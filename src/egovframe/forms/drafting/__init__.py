"""Forms that the office makes itself, without code: drafts, and what was published of them."""
