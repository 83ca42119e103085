"""Writes and reads files: reads within limits, writes completely or not at all.

reading        reads files that may be damaged or hostile
file_types     names the type of a file that holds no data
atomic         writes files completely or not at all
npz            reads NumPy's archives safely
serialization  a network as a file
url            an experiment as an address
curve          the curve of a run as a file
"""
