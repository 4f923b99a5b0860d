"""People and units out of the tables of a city's eGovFrame, read only."""
