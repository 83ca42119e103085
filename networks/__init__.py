"""How the pre-trained networks of the page were made. Neither the page nor `pip` takes this along.

scribbles   images that show no digit, to learn doubt from
pretrained  the experiments, and the files that they write
"""
