"""What is measured, and by which command: `.venv/bin/python -m bench.NAME`, on the built site.

speed      the page beside other programs; `build.py bench`
training   the test accuracy that training reaches, in the page and natively
drawings   digits that are drawn in the page, read right
doubt      what is no digit, and how it is read
notebooks  the notebooks' figures, in the page
race       the race, in the page
readback   pen strokes in browsers that hide what is drawn
reading    how long a reading takes
heap       the page's memory over time
visits     bytes of a first and a second visit
lines      a first visit on slow lines
hosting    from a clone to a page that answers
embed      from the README's lines to a reading
engines    what the page does in each engine
audit      what axe and Lighthouse find
preview    the picture that is shown beside links to the page
"""
