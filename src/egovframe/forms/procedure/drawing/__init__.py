"""The drawing of a procedure, as SVG.

graph.py   what is drawn: states by layer, one line a move
layout.py  where it stands: layers, tracks, nothing over anything else
svg.py     the document
"""
