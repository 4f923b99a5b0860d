"""egovframe."""
