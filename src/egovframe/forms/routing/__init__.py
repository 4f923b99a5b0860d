"""Where petitions go: to which unit by form, place and load, and to which officer by load and absence."""
