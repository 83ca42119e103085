"""Names the type of a file by its first bytes, for error messages that help."""

import re

STARTS = {
    b"%PDF": "a PDF document",
    b"\x89PNG": "a PNG picture",
    b"\xff\xd8\xff": "a JPEG picture",
    b"GIF8": "a GIF picture",
    b"BM": "a BMP picture",
    b"II*\0": "a TIFF picture",
    b"MM\0*": "a TIFF picture",
    b"7z\xbc\xaf\x27\x1c": "a 7z archive; unpack it first",
    b"Rar!": "a RAR archive; unpack it first",
    b"\x28\xb5\x2f\xfd": "a zstd archive; unpack it first",
    b"\x04\x22\x4d\x18": "an LZ4 archive; unpack it first",
    b"\x1f\x9d": "an archive of compress (.Z); unpack it first",
    b"PAR1": "a Parquet table; save it as CSV",
    b"ARROW1": "an Arrow table; save it as CSV",
    b"FEA1": "a Feather table; save it as CSV",
    b"\x89HDF": "an HDF5 file; save its arrays with np.savez",
    b"MATLAB 5.0": "a MATLAB file; read it with scipy.io.loadmat, save it with np.savez",
    b"SQLite format 3": "an SQLite database; save the table as CSV",
    b"\xd0\xcf\x11\xe0": "an Excel or Word file; save it as CSV",
    b"\x93NUMPY": "a NumPy array (.npy)",
    b"PK": "a zip archive",
    b"\x1f\x8b": "a gzip archive",
    b"BZh": "a bzip2 archive",
    b"\xfd7zXZ": "an xz archive",
    b"\0\0\x08": "an IDX file",
    b"version https://git-lfs": "a Git LFS pointer, not the file: run git lfs pull",
    b"\x7fELF": "a program",
    b"MZ": "a program",
}
TEXTS = {
    rb"<!doctype html|<html|<head|<body": "a web page: was the download refused, or a page saved?",
    rb"<\?xml|<svg|<Error": "an XML document: servers send one instead of a file",
    rb"@relation|%.*\n(.*\n){0,200}@relation": "an ARFF table; save it as CSV",
    rb"\[|\(\s*\[|array\(": "a list as text (JSON or Python); save the arrays with np.savez",
    rb"\{": "JSON text; save the arrays with np.savez",
    rb"#!|import |from \w+ import": "a program as text",
    rb"https?://\S+\s*$": "a link, not the file that it leads to",
}


def what_is(data: bytes) -> str:
    """The type of `data`, such as "a PDF document"; empty if it is not known."""
    head = data[:4096]
    if not data:
        return "empty"
    if not any(data[i : i + 2**20].strip(b"\0") for i in range(0, len(data), 2**20)):
        return f"{len(data):,} zero bytes: a download that was not finished?"
    for start, kind in STARTS.items():
        if head.startswith(start):
            return kind
    if head[257:262] == b"ustar":
        return "a tar archive; unpack it first"
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "a WebP picture"
    if re.match(rb"\x80[\x02-\x05]|\(lp|\(dp|c\w+\n", head):
        return "a Python pickle, which can run any program; save the arrays with np.savez"
    if re.match(rb".{7}\0\{", head, re.DOTALL):
        return "a safetensors file, of a network"
    if max(head[i:40:2].count(b"\0") for i in (0, 1)) > 0.8 * len(head[:40:2]):
        return "UTF-16 text without its mark; save it as UTF-8"
    text = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    for pattern, kind in TEXTS.items():
        if re.match(pattern, text, re.IGNORECASE):
            return kind
    return ""
