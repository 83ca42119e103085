"""How fast the page is, beside what else there is, in the browser: `build.py bench` runs it.

Each module uses only those above it:

    figures    a measured number: median and range, and its ratio to the page's own
    names      what the contenders are called
    lab        copies of the site, a server that counts, a browser for each contender
    products   matrix products, by each way to compute them, and the machine's limit
    native     steps on the machine's own Python
    steps      training steps and epochs, here and in other programs; where a step's time goes
    pen        from a movement of the pen to the bars; frames
    memory     of the tab
    start      from the address to the canvas and to the first prediction; bytes
    learning   from pressing Train to a test accuracy
    goals      what was aimed at, and whether it was reached
    groups     what each part of the report is about, and how it was measured
    report     the table, bench.json and the Markdown page
    __main__   all in turn

What runs elsewhere lies in folders: inside/ in the worker's Python (and natively), harness/ in the
browser, one small page for each program that the page is compared with.
"""
