"""Pictures for the page to read, and how one is picked."""

import struct
import zlib

import numpy as np
from numpy.typing import NDArray
from playwright.sync_api import FilePayload, Locator, Page

from tests.support.page import button


def png(grey: NDArray[np.uint8]) -> bytes:
    """A grey picture as a PNG file."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        check = struct.pack(">I", zlib.crc32(kind + data))
        return struct.pack(">I", len(data)) + kind + data + check

    height, width = grey.shape
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    rows = b"".join(b"\0" + row.tobytes() for row in grey)
    parts = (chunk(b"IHDR", header), chunk(b"IDAT", zlib.compress(rows)), chunk(b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


def photo_of_seven() -> NDArray[np.uint8]:
    """A small 7 on paper that the light falls on from the left, as a telephone sees it."""
    reflected = np.ones((600, 800))
    reflected[150:166, 400:500] = 0.3
    for i in range(200):
        reflected[150 + i, 484 - i // 3 : 500 - i // 3] = 0.3
    noise = np.random.default_rng(0).normal(0, 0.015, reflected.shape)
    seen = np.linspace(0.95, 0.4, 800) * reflected + noise
    return (255 * np.clip(seen, 0, 1)).astype(np.uint8)


PHOTO = png(photo_of_seven())


def file(name: str, content: bytes, kind: str = "image/png") -> FilePayload:
    return {"name": name, "mimeType": kind, "buffer": content}


def pick(page: Page, chosen: FilePayload) -> None:
    with page.expect_file_chooser() as chooser:
        button(page, "Picture").click()
    chooser.value.set_files(chosen)


def alert(page: Page) -> Locator:
    return page.locator(".draw").get_by_role("alert").filter(visible=True)
