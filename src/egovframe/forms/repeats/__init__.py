"""Repeats: petitions of one petitioner that say the same, how often they came, and how often a result was told (법23).

petitioner.py  who filed a petition, as keyed marks that are never kept
tables.py      what officers found when they compared two petitions
service.py     the count, and the comparing
"""
