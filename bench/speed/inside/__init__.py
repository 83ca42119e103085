"""What measures inside Python: in the page's own worker, and natively, by the very same code.

A step is timed over a stretch of many: the clock of a browser ticks in tenths of a millisecond.
"""
