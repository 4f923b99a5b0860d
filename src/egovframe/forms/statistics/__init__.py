"""Statistics: how many petitions came, how they ended, how long they took, and which ones will be late.

model.py counting.py    what is counted, case by case and day by day
figures.py hiding.py    sums of it for people, small numbers hidden where everybody reads
forecast.py             which open petitions will not be answered in time
replay.py               the same cases, read from the facts of the trail
"""
