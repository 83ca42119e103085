import numpy as np
import pytest

from pycore import DataError, parse_csv

HEADER = ",".join(f"pixel{i}" for i in range(784))
PIXELS = [str(i % 256) for i in range(784)]


def table(*rows, header="label," + HEADER, end="\n"):
    return end.join([header, *(",".join(row) for row in rows), ""]).encode()


def row(label="5", **changes):
    cells = PIXELS.copy()
    for column, value in changes.items():
        cells[int(column.removeprefix("pixel"))] = value
    return [label, *cells]


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_labelled_rows(end, mark):
    images, labels = parse_csv(mark + table(row("5"), row("0"), end=end))
    assert images.shape == (2, 28, 28)
    assert images.dtype == labels.dtype == np.uint8
    assert images[1, 9, 4] == (9 * 28 + 4) % 256
    assert labels.tolist() == [5, 0]


def test_rows_without_labels():
    images, labels = parse_csv(table(PIXELS, header=HEADER))
    assert images.shape == (1, 28, 28)
    assert labels is None


@pytest.mark.parametrize(
    ("data", "complaint"),
    [
        (b"", "line 1"),
        (b"\xff\xfe\x00", "not text, at byte 0"),
        (b"a,b\n1,2\n", "line 1"),
        (table(), "no rows"),
        (table(row(), row()[:-1]), "line 3 has 784 values, not 785"),
        (table(row()[:-1], row()[:-1]), "line 2 has 784 values, not 785"),
        (table(row(), [""], row()), "line 3 has 1 values"),
        (table(row(pixel7="256")), "line 2, column 'pixel7': '256'"),
        (table(row(), row(pixel0="-1")), "line 3, column 'pixel0': '-1'"),
        (table(row(pixel783="1e400")), "'1e400'"),
        (table(row(pixel3="1.5")), "'1.5'"),
        (table(row(pixel3="")), "line 2, column 'pixel3': ''"),
        (table(row(pixel3="nan")), "'nan'"),
        (table(row(), row("10")), "line 3: the label is 10"),
    ],
)
def test_bad_tables_are_refused_with_line_and_column(data, complaint):
    with pytest.raises(DataError, match=r"train\.csv") as error:
        parse_csv(data, "train.csv")
    assert complaint in str(error.value)
