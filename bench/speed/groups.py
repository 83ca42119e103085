"""What each part of the report is about, and how it was measured, for whoever reads it first."""

from typing import NamedTuple


class Group(NamedTuple):
    """One part of the report."""

    title: str
    text: str


GROUPS = {
    "products": Group(
        "Matrix products",
        """\
Nearly all of training is matrix products. Each way computes the same float32 product in the
page's own worker, again and again; all take turns. The limit is a loop of multiply-adds that
never leaves the registers: no product can be faster than that in this browser on this machine.
128×784 @ 784×128 is the way forward through the first layer, the transposed one its way back: once
of random numbers, and once of images of digits, as in training. Four fifths of their pixels are 0;
the kernel leaves out what it can of them, but the product counts in full.""",
    ),
    "step": Group(
        "A training step",
        """\
One update of the network 784-128-10 by Adam on a batch of 128 images, all 60,000 in memory as
bytes: draw the batch, turn it to float32, forward, loss, backward, update. All programs do this,
in a browser each, and take turns; where one cannot do the same, it is said.""",
    ),
    "deep": Group(
        "A step of a convolutional network",
        """\
The same of a network that the page offers to try: windows of 3 × 3, 8 channels, the largest of each
2 × 2, 16 channels, again, 64 units, 10; batch 64, Adam.""",
    ),
    "epoch": Group(
        "An epoch",
        """\
One pass over 60,000 images, without validation.""",
    ),
    "profile": Group(
        "Where a step's time goes",
        """\
Every function that does much is timed, call by call, while the page's worker trains. Timing them
all makes the step a little longer.""",
    ),
    "growth": Group(
        "How a step grows",
        """\
From 784-128-10, a batch of 128 and 60,000 images, one of the three is changed at a time.""",
    ),
    "learning": Group(
        "From pressing Train to a good network",
        """\
All 60,000 images, of which the page keeps 5,000 for validation; 784-128-10, batch 128, Adam. In
the page the time begins with the click, so it has the fetching of the images in it, the
validation four times an epoch, the charts, and the crossing of threads.""",
    ),
    "pen": Group(
        "From the pen to the bars",
        """\
A pen moves over the pad of the real page, with pauses of chance. “Set” is when the document has
the new bars, “on the screen” when the frame after that was handed over; a frame takes 16.7 ms. A
browser tells a page of movements once a frame, so “from hearing of it” is what the page itself
answers for.""",
    ),
    "readings": Group(
        "Drawings read a second",
        """\
One after another: the ink, to the worker, laid out like MNIST's digits, through the network,
back.""",
    ),
    "frames": Group(
        "Is the page smooth while it trains?",
        """\
The time between two frames, and the longest that the page's own thread was taken: by the clock,
which runs on while the machine gives the processor to others, and in processor time.""",
    ),
    "start": Group(
        "The start",
        """\
From the address to a canvas that takes ink, and to the bars that answer the first stroke, which
is drawn at once. Beside it, bare Pyodide as published with NumPy, in a worker, until `import
numpy` has succeeded and until a first product is computed. A first visit has a browser that was
never used; the second follows in the same one. The server is on the same machine, so this shows
what is computed, not what a line adds.""",
    ),
    "bytes": Group(
        "Bytes over the wire",
        """\
All that the server has sent until the first prediction and 1.5 s later, heads included, nothing
compressed on the way; a host that compresses sends less.""",
    ),
    "memory": Group(
        "Memory of the tab",
        """\
What the tab's process has for itself, as the browser's task manager shows it, with no inspector
attached: one keeps a copy of all that is loaded.""",
    ),
}
