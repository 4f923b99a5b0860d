"""Similar petitions: found by what was written, in the city's own database, whatever language it is in.

sketch.py     a text as a short sketch, and how alike two texts are
store.py      sketches kept in bands, so that only few have to be compared
service.py    what an officer may see that resembles a case
"""
