"""How long it takes from a clone to a hosted page: what the workflow does, with nothing in store.

    .venv/bin/python -m bench.hosting [--test]

With --test the tests run, too, as they do before every deployment. GitHub's own part cannot be
measured here: that it finds a machine, and takes and serves what the last step hands over.
"""

import argparse
import os
import subprocess
import sys
import tarfile
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import expect

from tests.support.hosts import GitHubPages
from tests.support.page import BOOT, ONE, chromium, draw, prediction
from tools.paths import ROOT
from tools.probe import probe
from tools.server import serving

NAME = "digits"


@contextmanager
def timed(what: str) -> Iterator[None]:
    started = time.monotonic()
    yield
    print(f"{what:60} {time.monotonic() - started:6.1f} s", flush=True)


def clean(folder: Path) -> dict[str, str]:
    """An environment whose package managers have nothing in store."""
    return {
        **os.environ,
        "PIP_NO_CACHE_DIR": "1",
        "npm_config_cache": str(folder / "npm"),
        "SITE_URL": f"https://me.example/{NAME}",
    }


def make(folder: Path, tested: bool) -> Path:
    """The site, as the workflow's first job makes and packs it."""
    clone, artifact = folder / "clone", folder / "artifact.tar"
    with timed("checkout"):
        subprocess.run(
            ["git", "clone", "--quiet", "--depth=1", f"file://{ROOT}", clone], check=True
        )
    words = ["test"] if tested else ["build"]
    with timed(f"python3 build.py {' '.join(words)}, nothing in store"):
        command = [sys.executable, "build.py", *words]
        with (folder / "log").open("w") as log:
            subprocess.run(command, cwd=clone, env=clean(folder), stdout=log, check=True)
    with timed("the artifact"), tarfile.open(artifact, "w") as archive:
        archive.add(clone / "dist", ".")
    print(f"{'':60} {artifact.stat().st_size / 1e6:6.1f} MB")
    return artifact


def look(url: str) -> None:
    """A first visit: what one draws at once is answered."""
    with chromium() as browser:
        page = browser.new_page()
        with timed("the first visit, until a drawing is answered"):
            page.goto(url)
            draw(page, ONE)
            expect(prediction(page)).to_contain_text("It is a 1", timeout=BOOT)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--test", action="store_true", help="run the tests, too")
    tested = parser.parse_args().test
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        with timed("from the fork to a page that answers"):
            artifact = make(folder, tested)
            with tarfile.open(artifact) as archive:
                archive.extractall(folder / "host" / NAME, filter="data")
            with serving(folder / "host", GitHubPages) as url:
                look(f"{url}{NAME}/")
        with serving(folder / "host", GitHubPages) as url:
            sys.exit(probe(f"{url}{NAME}/"))


if __name__ == "__main__":
    main()
