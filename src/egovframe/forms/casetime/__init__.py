"""The clock of a case: when it stands still, by how much it was prolonged, and by when the case is therefore due."""
