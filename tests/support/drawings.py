"""Drawings of MNIST's digits, as somebody would draw them."""

import numpy as np

from pycore.handwriting.strokes import Stroke


def joined(strokes: list[Stroke]) -> list[Stroke]:
    """The same ink in few long strokes: walk from piece to piece for as long as one goes on."""
    links: dict[tuple[float, float], set[tuple[float, float]]] = {}
    for (ax, ay), (bx, by) in strokes:
        if (ax, ay) != (bx, by):
            links.setdefault((ax, ay), set()).add((bx, by))
            links.setdefault((bx, by), set()).add((ax, ay))
    long: list[Stroke] = []
    while links:
        walk = [min(links, key=lambda place: (len(links[place]) % 2 == 0, place))]  # an end first
        while links.get(walk[-1]):
            onward = links[walk[-1]].pop()
            links[onward].discard(walk[-1])
            walk.append(onward)
        links = {place: others for place, others in links.items() if others}
        long.append(np.array([*walk[:-1:2], walk[-1]], float))
    return long
