"""What is written to files and read from them: within limits, whole or not at all.

reading        files from anybody, read within limits
file_types     what a file is that holds no data
atomic         files that are whole or not there
npz            NumPy's archives, read safely
serialization  a network as a file
url            an experiment as text, to share
curve          what a run found, as a file
"""
