"""A site of a test's own: a copy of dist/ that can change, on a server that can really be gone."""

import json
import os
import shutil
from contextlib import suppress
from functools import partial
from http import HTTPStatus
from pathlib import Path
from socket import SHUT_RDWR, socket
from threading import Thread
from typing import Any

from tools.paths import DIST
from tools.server import Handler, Server
from tools.site import manifest, write_json

FOLDER = "some/folder"


class Host:
    """Serves `site` from a subfolder; notes the path of every file that it sends in full."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.site = root / FOLDER
        self.sent: list[str] = []
        self.broken: set[str] = set()  # sent with one byte changed
        self.last: int | None = None  # after so many more files it is gone
        shutil.copytree(DIST, self.site, copy_function=os.link)
        (root / "index.html").write_text('<link rel="icon" href="data:,">', encoding="utf-8")
        self.port = 0
        self.start()

    @property
    def elsewhere(self) -> str:
        """An empty page on the same host, outside the site."""
        return f"http://127.0.0.1:{self.port}/"

    @property
    def url(self) -> str:
        return f"{self.elsewhere}{FOLDER}/"

    def start(self) -> None:
        """Serve, at the same address as before."""
        handler = partial(NotingHandler, host=self, directory=str(self.root))
        self.server = DroppingServer(("127.0.0.1", self.port), handler)
        self.port = self.server.server_address[1]
        Thread(target=self.server.serve_forever, daemon=True).start()

    def stop(self) -> None:
        """Be gone, in the middle of an answer, too."""
        self.server.shutdown()
        self.server.server_close()
        self.server.drop()

    def write(self, path: str, content: bytes) -> None:
        """Put another file in place of one, which dist/ keeps."""
        (self.site / path).unlink(missing_ok=True)
        (self.site / path).write_bytes(content)

    def append(self, path: str, more: str) -> None:
        self.write(path, (self.site / path).read_bytes() + more.encode())

    def replace(self, path: str, old: str, new: str) -> None:
        text = (self.site / path).read_text(encoding="utf-8")
        assert old in text
        self.write(path, text.replace(old, new).encode())

    def deploy(self) -> str:
        """List the files as they are now; return the new version."""
        for unlisted in ("manifest.json", ".nojekyll"):
            (self.site / unlisted).unlink(missing_ok=True)
        listed = manifest(self.site)
        write_json(self.site / "manifest.json", listed)
        return str(listed["version"])

    def listed(self) -> dict[str, Any]:
        text = (self.site / "manifest.json").read_text(encoding="utf-8")
        files: dict[str, Any] = json.loads(text)["files"]
        return files


class DroppingServer(Server):
    """Knows its connections, which otherwise outlive it."""

    def __init__(self, *args: Any) -> None:
        self.connections: list[socket] = []
        super().__init__(*args)

    def process_request(self, request: Any, client_address: Any) -> None:
        self.connections.append(request)
        super().process_request(request, client_address)

    def drop(self) -> None:
        for connection in self.connections:
            with suppress(OSError):  # the browser may have closed it
                connection.shutdown(SHUT_RDWR)


class NotingHandler(Handler):
    def __init__(self, *args: Any, host: Host, **settings: Any) -> None:
        self.host = host
        super().__init__(*args, **settings)

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        if code == HTTPStatus.OK:
            self.host.sent.append(self.path.removeprefix(f"/{FOLDER}/"))

    def do_GET(self) -> None:
        if self.host.last is not None:
            self.host.last -= 1
            if self.host.last < 0:
                self.close_connection = True
                return
        super().do_GET()

    def copyfile(self, source: Any, outputfile: Any) -> None:
        content = source.read()
        if self.path.removeprefix(f"/{FOLDER}/") in self.host.broken:
            middle = len(content) // 2
            content = content[:middle] + bytes([content[middle] ^ 1]) + content[middle + 1 :]
        outputfile.write(content)
