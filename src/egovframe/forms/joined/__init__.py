"""Many applicants: petitions handled as one (영6⑥), and petitions of many households (법2 제6호, 법24, 영26·27).

rule.py      the figures of the law, as a jurisdiction has them
counting.py  how many applicants and households are behind some petitions, each counted once where it is known
tables.py    which petitions are joined, and which are of many
service.py   joining, taking out, and who goes first
crowds.py    marking a petition as one of many, and its representatives
carrying.py  a step of the first one, taken with all that are joined
"""
