"""Letters as strokes, to measure doubt with. None come with the project: they are given as files.

    pen strokes       as `pycore.handwriting.strokes` reads them, but labelled "a", "B", …:
                      .json or .json.gz
    Hershey's fonts   one line a letter, as of a pen: .jhf
    other fonts       that look like handwriting, thinned to lines: .ttf or .otf; needs Pillow

Debian has fonts of both kinds: hershey-fonts-data; fonts-breip, fonts-dkg-handwriting and others.
"""

import gzip
import json
from pathlib import Path

import numpy as np

from pycore.files.reading import GZIP_MAGIC
from pycore.handwriting.strokes import Stroke
from tests.support.hand import bend, by_hand, path
from tests.support.thinning import follow, thin

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
LIKE_DIGITS = frozenset("BDGIJOQSZbgijloqsyz")
"""Those that many people write as others write a digit. Listed apart."""
HEIGHT = 40
"""Of a font, in pixels, when it is thinned."""
VARIANTS = 4
"""A letter of a font is always the same: so it is bent in so many ways."""

Letter = tuple[str, list[Stroke]]


def read_letters(file: Path, seed: int = 0) -> list[Letter]:
    """The letters of one file; those of a font in several variants."""
    rng = np.random.default_rng(seed)
    if file.suffix == ".jhf":
        font, vary = read_hershey(file), by_hand
    elif file.suffix.lower() in (".ttf", ".otf"):
        font, vary = read_outlines(file), bend
    else:
        return read_pen(file)
    return [(letter, vary(strokes, rng)) for letter, strokes in font for _ in range(VARIANTS)]


def read_pen(file: Path) -> list[Letter]:
    """What someone wrote; what is no letter is left out."""
    data = file.read_bytes()
    content = json.loads(gzip.decompress(data) if data[:2] == GZIP_MAGIC else data)
    return [
        (str(each["label"]), [np.array(stroke, float) for stroke in each["strokes"] if stroke])
        for each in content["digits"]
        if str(each["label"]) in LETTERS
    ]


def read_hershey(file: Path) -> list[Letter]:
    """Line 33 is "A": number (5 columns), count (3), left and right (2), then two for each point.

    A column is a coordinate, "R" being 0; " R" lifts the pen.
    """
    lines = file.read_text("ascii").splitlines()
    letters = []
    for letter in LETTERS:
        strokes = lines[ord(letter) - ord(" ")][10:].split(" R")
        corners = [
            [(ord(x) - ord("R"), ord(y) - ord("R")) for x, y in zip(s[::2], s[1::2], strict=True)]
            for s in strokes
        ]
        letters.append((letter, [path(*[(x / 21, y / 21) for x, y in s]) for s in corners if s]))
    return letters


def read_outlines(file: Path) -> list[Letter]:
    """Letters of a font, thinned to lines."""
    try:
        from PIL import Image, ImageDraw, ImageFont  # type: ignore[import-not-found, unused-ignore]
    except ImportError as error:
        raise SystemExit(f"{file} needs Pillow: .venv/bin/python -m pip install pillow") from error
    font, letters = ImageFont.truetype(str(file), HEIGHT), []
    for letter in LETTERS:
        picture = Image.new("L", (3 * HEIGHT, 3 * HEIGHT))
        ImageDraw.Draw(picture).text((HEIGHT, HEIGHT), letter, 255, font)
        letters.append((letter, follow(thin(np.array(picture) > 127))))
    return letters
