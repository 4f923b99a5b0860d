"""Joint handling (복합민원): a lead unit keeps the case and its clock, other units take part in it."""
