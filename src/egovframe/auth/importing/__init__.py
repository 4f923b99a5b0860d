"""Many accounts and units at once, from files and eGovFrame's tables: all is checked before anything is written."""
