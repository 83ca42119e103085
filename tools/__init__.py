"""The build, on the standard library alone. Each module uses only those above it:

paths        where things lie
console      what the user reads: steps with their times, one-line errors
process      other programs, their output kept in a log
files        checksums, and writing that an interruption cannot leave half done
environment  the project's own Python packages
node         Node.js and npm: the machine's, or our own
parts        the third-party parts, checked: npm packages, NumPy for Pyodide, MNIST
data         MNIST in parts for the page
bytecode     runs inside Pyodide: archives of modules, some of them compiled
precompile   Python's library and NumPy, rewritten by that
kernel       the SIMD kernel, compiled
licences     what those parts are licensed under
modules      the page's JavaScript modules, and which imports which
rooms        in which direction they may
walk         how long the walk through pycore is
styles       the page's style sheets: one for the start, and what each may reach
site         dist/, put together from web/, pycore/ and the parts
server       serves a folder as a static host would
answer       what a web server answers
probe        asks a hosted site whether its server does it right
browser      a Chromium that really starts
bench        what the bench needs, see bench/speed/
stages       the checks and tests
commands     the command line
"""
