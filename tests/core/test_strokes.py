import gzip
import json

import numpy as np
import pytest

from pycore import DataError
from pycore.handwriting.strokes import SIDE, curve, draw, place, read_strokes

LINE = np.array([[50.0, 140.0], [230.0, 140.0]])


def test_a_line_is_as_wide_as_the_brush_and_round_at_its_ends():
    ink = draw([LINE], 20).astype(float) / 255
    assert ink[:, 140].sum() == pytest.approx(20, abs=0.1)
    assert ink.sum() == pytest.approx(180 * 20 + np.pi * 10**2, rel=0.005)
    assert ink[140].sum() == pytest.approx(200, abs=1)


def test_a_single_point_is_a_dot_and_the_edge_cuts_ink_off():
    dot = draw([np.array([[100.0, 60.0]])], 22).astype(float) / 255
    assert dot.sum() == pytest.approx(np.pi * 11**2, rel=0.005)
    assert dot[60, 100] == 1
    cut = draw([np.array([[0.0, 0.0]])], 22).astype(float) / 255
    assert cut.sum() == pytest.approx(np.pi * 11**2 / 4, rel=0.05)
    assert draw([np.array([[-90.0, 500.0]])]).sum() == 0
    assert draw([]).sum() == 0


def test_curves_pass_through_the_middles_between_points():
    stroke = np.array([[0.0, 0.0], [10.0, 0.0], [10.0, 10.0], [0.0, 10.0]])
    path = curve(stroke)
    assert path[0].tolist() == [0, 0]
    assert path[-1].tolist() == [0, 10]
    assert [10, 5] in path.tolist()
    assert [10, 0] not in path.tolist()  # a corner is rounded
    assert len(curve(stroke[:1])) == 2


def test_a_drawing_is_placed_within_the_square_at_its_size():
    rng = np.random.default_rng(0)
    for size in (100, 160, 220):
        points = np.concatenate(place([LINE, LINE + np.array([30, 60])], size, rng))
        assert np.ptp(points, axis=0).max() == pytest.approx(size)
        assert points.min() >= 12
        assert points.max() <= SIDE - 12


def test_strokes_are_read_from_a_file(tmp_path):
    content = {"digits": [{"label": 3, "strokes": [[[1, 2], [3, 4]], []]}]}
    plain, zipped = tmp_path / "a.json", tmp_path / "b.gz"
    plain.write_text(json.dumps(content))
    zipped.write_bytes(gzip.compress(plain.read_bytes()))
    for file in (plain, zipped):
        [drawing] = read_strokes(file)
        assert drawing.label == 3
        assert [stroke.tolist() for stroke in drawing.strokes] == [[[1, 2], [3, 4]]]


@pytest.mark.parametrize(
    "text",
    ["", "[]", "{}", '{"digits": [1]}', '{"digits": [{"label": 10, "strokes": [[[1, 2]]]}]}',
     '{"digits": [{"label": 1, "strokes": []}]}', '{"digits": [{"label": 1, "strokes": [[1, 2]]}]}',
     '{"digits": [{"label": 1, "strokes": [[[1, NaN]]]}]}', "\x1f\x8bno", "\xff\xfe"],
)  # fmt: skip
def test_what_is_no_such_file_is_told(tmp_path, text):
    file = tmp_path / "x.json"
    file.write_bytes(text.encode("latin-1"))
    with pytest.raises(DataError, match=r"x\.json: is no file of pen strokes"):
        read_strokes(file)
