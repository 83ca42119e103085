"""Asks a hosted site for every file in its manifest, and says what its server does wrong."""

import hashlib
import json
import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from urllib.parse import urljoin, urlsplit

from .answer import Answer, ask, ask_for
from .console import BuildError, say, step

AT_ONCE = 6
MISSING = "there-is-no-such-file.js"
GZIP = b"\x1f\x8b"

# What browsers insist on, by the file's ending.
TYPES = {
    "html": r"text/html",
    "css": r"text/css",
    "js": r"(text|application)/(x-)?(java|ecma)script",
    "mjs": r"(text|application)/(x-)?(java|ecma)script",
}
USUAL = {"html": "text/html", "css": "text/css", "js": "text/javascript", "mjs": "text/javascript"}


def probe(address: str) -> int:
    """Print what is wrong, a line each, and what is only worth knowing; 1 if anything is wrong."""
    first = ask(with_scheme(address))
    home = urljoin(first.url, ".")
    manifest = read_manifest(ask(urljoin(home, "manifest.json")))
    files: dict[str, dict[str, Any]] = manifest["files"]
    with step(f"Asking {home} for {len(files)} files"), ThreadPoolExecutor(AT_ONCE) as pool:
        answers = dict(zip(files, pool.map(lambda path: ask_for(home, path), files), strict=True))
    wrong = grouped(
        (fault, path) for path, answer in answers.items() for fault in faults(path, files, answer)
    )
    for line in wrong:
        say(f"wrong: {line}")
    came = [answer for answer in answers.values() if isinstance(answer, Answer)]
    for line in [*grouped(remarks(answers)), *notes(first, ask_for(home, MISSING), came)]:
        say(f"note: {line}")
    size = sum(len(answer.body) for answer in came) / 1e6
    sent = sum(answer.sent for answer in came) / 1e6
    verdict = f"faults: {len(wrong)}" if wrong else "all is well"
    say(f"Version {manifest['version']}: {size:.1f} MB, sent as {sent:.1f} MB; {verdict}")
    return 1 if wrong else 0


def with_scheme(address: str) -> str:
    try:
        scheme = urlsplit(address).scheme
    except ValueError:  # as of "http://[::1"
        scheme = ""
    if scheme not in ("http", "https"):
        raise BuildError(
            f"{address!r} is no address of a web server; it is like https://me.example/"
        )
    return address.split("#")[0]


def read_manifest(answer: Answer) -> dict[str, Any]:
    try:
        manifest: dict[str, Any] = json.loads(answer.body)
        if answer.status == 200 and manifest["files"] and manifest["version"]:
            return manifest
    except (ValueError, KeyError, TypeError):
        pass
    raise BuildError(
        f"{answer.url} is not this project's (status {answer.status}, “{answer.kind}”); "
        "give the address of the page itself, and copy all of dist/ there"
    )


def faults(
    path: str, files: dict[str, dict[str, Any]], answer: Answer | BuildError
) -> Iterator[str]:
    """What would break the page, and what to do about it."""
    if isinstance(answer, BuildError):
        yield str(answer)
        return
    ending = path.rsplit(".", 1)[-1]
    if answer.status != 200:
        yield f"status {answer.status}; copy it there, and let everybody read it"
    elif answer.kind.startswith("text/html") and ending != "html":
        yield "a web page comes in its place, with status 200; copy it there"
    elif not is_sound(path, files[path], answer):
        yield (
            f"{len(answer.body)} bytes came of {files[path]['size']}, or others; copy it anew, "
            "byte by byte, and let the server change nothing in it"
        )
    if answer.status == 200 and not re.match(TYPES.get(ending, ""), answer.kind):
        yield (
            f"sent as “{answer.kind}”; browsers refuse it unless .{ending} files are sent as "
            f"{USUAL[ending]}"
        )


def is_sound(path: str, entry: dict[str, Any], answer: Answer) -> bool:
    if was_unpacked(path, answer):
        return True
    return bool(hashlib.sha256(answer.body).hexdigest() == entry["sha256"])


def was_unpacked(path: str, answer: Answer) -> bool:
    """The server unpacks the file, or declares it as an encoding; the page bears with both."""
    named = path.endswith(".gz") and not answer.kind.startswith("text/html")
    return named and answer.status == 200 and not answer.body.startswith(GZIP)


def remarks(answers: dict[str, Answer | BuildError]) -> Iterator[tuple[str, str]]:
    """What the page bears with, of single files."""
    for path, answer in answers.items():
        if isinstance(answer, BuildError) or answer.status != 200:
            continue
        if path.endswith(".wasm") and answer.kind != "application/wasm":
            yield f"sent as “{answer.kind}”; as application/wasm the page starts faster", path
        if was_unpacked(path, answer):
            yield (
                "comes unpacked, so that the page cannot check it; send .gz files as they are",
                path,
            )


def notes(page: Answer, missing: Answer | BuildError, came: list[Answer]) -> Iterator[str]:
    """What the page bears with, of the server as a whole."""
    host = urlsplit(page.url)
    if host.scheme == "http" and host.hostname not in ("localhost", "127.0.0.1", "::1"):
        yield "over http, browsers offer no checksums and no offline copy; use https"
    if not any("content-encoding" in answer.headers for answer in came if answer.url[-3:] != ".gz"):
        yield "nothing is compressed; with gzip for .js, .mjs, .wasm and .json less is to be loaded"
    if not isinstance(missing, Answer) or missing.status != 404:
        yield "what is missing is not answered with status 404, as it should be"
    if policy := page.headers.get("content-security-policy"):
        if "frame-ancestors" in policy:
            yield "its Content-Security-Policy says which pages may embed this one"
        if re.search(r"(default|script|worker|connect)-src", policy):
            yield (
                "it sends a Content-Security-Policy; the page needs script-src 'self' "
                "'unsafe-eval' 'wasm-unsafe-eval', worker-src 'self' blob:, connect-src 'self'"
            )
    if "x-frame-options" in page.headers:
        yield "X-Frame-Options keeps other pages from embedding this one"


def grouped(said: Iterator[tuple[str, str]]) -> list[str]:
    """The same said of many files is said once, with the first of them."""
    paths: dict[str, list[str]] = {}
    for sentence, path in said:
        paths.setdefault(sentence, []).append(path)
    return [
        f"{first}{f' and {len(others)} more' if others else ''}: {sentence}"
        for sentence, (first, *others) in paths.items()
    ]
