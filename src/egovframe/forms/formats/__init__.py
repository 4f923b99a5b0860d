"""Forms on their way from and to other systems: one room a format, each read and written."""
