"""What a web server answers, when it is asked as a browser asks."""

import gzip
import urllib.request
from dataclasses import dataclass
from http.client import HTTPException
from urllib.error import HTTPError
from urllib.parse import quote, urljoin

from .console import BuildError

TIMEOUT = 30  # seconds without a byte


@dataclass(frozen=True)
class Answer:
    """What came for one address; `sent` counts the bytes on the way, before they were unpacked."""

    url: str
    status: int
    headers: dict[str, str]
    body: bytes
    sent: int

    @property
    def kind(self) -> str:
        return self.headers.get("content-type", "")


def ask(url: str) -> Answer:
    """As a browser asks, for something compressed; a status other than 200 is an answer, too."""
    try:
        request = urllib.request.Request(url, headers={"Accept-Encoding": "gzip"})
        response = urllib.request.urlopen(request, timeout=TIMEOUT)
    except HTTPError as error:
        response = error
    except (OSError, HTTPException, ValueError) as error:  # the last: no name a server can have
        raise BuildError(f"{url} could not be reached: {getattr(error, 'reason', error)}") from None
    with response:
        try:
            sent = response.read()
            headers = {name.lower(): value for name, value in response.headers.items()}
            encoded = headers.get("content-encoding") == "gzip"
            body = gzip.decompress(sent) if encoded else sent
        except (OSError, EOFError, HTTPException) as error:
            raise BuildError(f"{url} was cut off: {error}") from None
        return Answer(response.url, response.status, headers, body, len(sent))


def ask_for(home: str, path: str) -> Answer | BuildError:
    try:
        return ask(urljoin(home, quote(path)))
    except BuildError as error:
        return error
