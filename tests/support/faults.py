"""What can be wrong with a file that a page asks for."""

from collections.abc import Callable

from playwright.sync_api import Route

Fault = Callable[[Route], None]
Expect = Callable[[str], None]


def missing(route: Route) -> None:
    route.fulfill(status=404, body="no such file", content_type="text/plain")


def web_page(route: Route) -> None:
    route.fulfill(status=200, body="<!doctype html><p>Welcome", content_type="text/html")


def wrong_type(route: Route) -> None:
    route.fulfill(response=route.fetch(), content_type="application/octet-stream")


def truncated(route: Route) -> None:
    route.fulfill(response=(answer := route.fetch()), body=answer.body()[:-100])


def flipped(route: Route) -> None:
    answer = route.fetch()
    body = bytearray(answer.body())
    body[len(body) // 2] ^= 1
    route.fulfill(response=answer, body=bytes(body))


def cut_off(route: Route) -> None:
    route.abort("connectionreset")


IN_CONSOLE = r"Failed to load resource|preload"
