"""Damage to a sound input: of its bytes, and of what is packed inside of it."""

import gzip
import io
import random
import zipfile

EDGES = (b"\0", b"\xff", b"\x7f", b"\x80", b"\xff\xff\xff\xff", b"\0\0\0\x80", b"\xff\xff\xff\x7f")
LONGEST = 60_000


def mutated(seeds: list[bytes], words: tuple[bytes, ...], rng: random.Random) -> bytes:
    """One of the seeds, damaged; often within its archive, so that the archive itself is sound."""
    data = rng.choice(seeds)
    if rng.random() < 0.7:
        if data[:2] == b"\x1f\x8b":
            return gzip.compress(damaged(gzip.decompress(data), seeds, words, rng), 1)
        if data[:2] == b"PK":
            return repacked(data, seeds, words, rng)
    return damaged(data, seeds, words, rng)


def repacked(
    data: bytes, seeds: list[bytes], words: tuple[bytes, ...], rng: random.Random
) -> bytes:
    """A zip with one of its files damaged, renamed or taken out."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        files = [(info.filename, archive.read(info)) for info in archive.infolist()]
    i = rng.randrange(len(files))
    name, content = files[i]
    match rng.randrange(6):
        case 0:
            files.pop(i)
        case 1:
            renamed = damaged(name.encode(), [name.encode()], words, rng)[:200]
            files[i] = renamed.decode("utf-8", "replace").replace("\0", "~") or "a", content
        case _:
            files[i] = name, damaged(content, seeds, words, rng)
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, content in dict(files).items():
            archive.writestr(name, content)
    return file.getvalue()


def damaged(data: bytes, seeds: list[bytes], words: tuple[bytes, ...], rng: random.Random) -> bytes:
    """A few changes; early bytes, where headers are, are met more often."""
    changed = bytearray(data)
    for _ in range(1 + int(rng.expovariate(0.7))):
        near = min(len(changed), 128) if rng.random() < 0.5 else len(changed)
        at = rng.randrange(near + 1)
        end = min(len(changed), at + 1 + int(rng.expovariate(0.2)))
        match rng.randrange(8):
            case 0 if at < len(changed):
                changed[at] ^= 1 << rng.randrange(8)
            case 1 if at < len(changed):
                changed[at] = rng.randrange(256)
            case 2:
                del changed[at:end]
            case 3:
                changed[at:at] = changed[at:end] * rng.choice((1, 1, 2, 100))
            case 4:
                changed[at:end] = rng.choice(EDGES)
            case 5 if words:
                changed[at : rng.choice((at, end))] = rng.choice(words)
            case 6 if rng.random() < 0.3:
                del changed[at:]
            case 7 if rng.random() < 0.3:
                other = rng.choice(seeds)
                changed[at:] = other[rng.randrange(len(other) + 1) :]
    return bytes(changed[:LONGEST])
