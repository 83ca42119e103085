"""<pycore-digits> in a page of another site: it fits in, starts no more than it must, tells."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, ClassVar

import pytest
from playwright.sync_api import Browser, Frame, FrameLocator, Locator, Page, expect

from tests.support.page import BOOT, SEVEN, button, doubt, draw, prediction
from tools.browser import chosen_browser, launch_options
from tools.server import Handler, serving

Open = Callable[..., Page]

LINE = '<script src="SITE/embed.js" async></script>'

TRAIN = (
    '<pycore-digits view="train" images="1000" layers="32" epochs="2" hide="draw"></pycore-digits>'
)
HEAD = """<!doctype html><html lang="en"><meta name="viewport" content="width=device-width">
<link rel="icon" href="data:,">"""
LISTEN = """
  globalThis.heard = [];
  globalThis.all = () => [...document.querySelectorAll("pycore-digits")];
  globalThis.started = () => all().map((each) => Boolean(each.shadowRoot?.querySelector("iframe")));
  for (const type of ["ready", "reading", "metrics", "progress", "finished", "experiment", "error",
    "ignored"])
    addEventListener(`pycore-${type}`, ({ target, detail }) => {
      const frames = started().filter(Boolean).length;
      heard.push({ from: all().indexOf(target), type, frames, ...detail });
    });
"""


class GuardedHandler(Handler):
    """Another site's server, with headers of its own."""

    headers_sent: ClassVar[dict[str, str]] = {}

    def end_headers(self) -> None:
        for name, value in self.headers_sent.items():
            self.send_header(name, value)
        super().end_headers()


@pytest.fixture
def host(tmp_path: Path) -> Iterator[tuple[Path, str]]:
    """The folder of another site, and its address: another host, so another site to a browser."""
    GuardedHandler.headers_sent = {}
    with serving(tmp_path, GuardedHandler) as url:
        yield tmp_path, url.replace("127.0.0.1", "localhost")


@pytest.fixture
def open_around(
    page: Page, host: tuple[Path, str], site_url: str, allow: Callable[[str], None]
) -> Open:
    """Open a page around: the head, the line that brings the element, and this body."""

    def open_page(body: str, line: str = LINE, **headers: str) -> Page:
        folder, url = host
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        GuardedHandler.headers_sent = named
        allow(rf"request to another origin: {url}")
        page.add_init_script(LISTEN)
        (folder / "index.html").write_text(HEAD + (line + body).replace("SITE/", site_url))
        page.goto(url)
        return page

    return open_page


def element(page: Page, which: int = 0) -> Locator:
    return page.locator("pycore-digits").nth(which)


def inside(page: Page, which: int = 0) -> FrameLocator:
    return element(page, which).frame_locator("iframe")


def embedded(page: Page, which: int = 0) -> Frame:
    return [frame for frame in page.frames if "embed=1" in frame.url][which]


def wait_heard(page: Page, type: str, condition: str = "true", which: int = 0) -> Any:
    """The first of this type that an element has told, and for which a condition on `it` holds."""
    found = f"heard.find((it) => it.from === {which} && it.type === '{type}' && ({condition}))"
    return page.wait_for_function(found, timeout=BOOT).json_value()


def theme(page: Page) -> Locator:
    return inside(page).locator("html")


def test_it_reads_and_is_as_tall_as_what_is_in_it(open_around: Open) -> None:
    page = open_around("<pycore-digits></pycore-digits><p>below</p>")
    wait_heard(page, "ready")
    draw(page, SEVEN, frame=inside(page))
    told = wait_heard(page, "reading", "it.digit === 7")
    assert told["probabilities"][7] == max(told["probabilities"])
    expect(prediction(inside(page))).to_contain_text("It is a 7")
    expect(inside(page).get_by_role("banner")).to_be_hidden()
    fits = """([element]) => {
      const frame = element.shadowRoot.querySelector("iframe");
      return heard.length && Math.abs(element.offsetHeight - frame.clientHeight) < 1;
    }"""
    page.wait_for_function(fits, arg=[element(page).element_handle()])
    for width in (360, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        inside(page).locator(":root").evaluate(
            """(root) => new Promise((resolve) => {
              const { body } = document;
              const fits = () =>
                root.scrollHeight <= innerHeight && innerHeight < body.offsetHeight + 2;
              const look = () => (fits() ? resolve() : requestAnimationFrame(look));
              look();
            })"""
        )


@pytest.mark.native
def test_that_it_is_not_sure_is_told_as_no_digit(open_around: Open) -> None:
    page = open_around("<pycore-digits></pycore-digits>")
    wait_heard(page, "ready")
    draw(page, SEVEN, frame=inside(page))
    wait_heard(page, "reading", "it.digit === 7")
    latest = "document.querySelector('pycore-digits').reading"
    doubt(embedded(page), 2)
    page.wait_for_function(f"{latest}.digit === null && {latest}.probabilities?.[7] > 0.5")
    told = page.evaluate("heard.findLast((it) => it.type === 'reading')")
    assert told["second"] is None
    assert sum(told["probabilities"]) == pytest.approx(1)
    button(inside(page), "Clear").click()
    page.wait_for_function(f"{latest}.probabilities === null && {latest}.digit === null")


@pytest.mark.native
@pytest.mark.parametrize(
    "dark", ["background: #111", "background: oklch(0.2 0.02 260)", "color-scheme: dark"]
)
def test_it_follows_the_light_and_dark_around(open_around: Open, dark: str) -> None:
    page = open_around(
        f"<style>.night {{ {dark} }}</style><pycore-digits></pycore-digits><p>below</p>"
    )
    expect(theme(page)).to_have_attribute("data-theme", "light", timeout=BOOT)
    page.evaluate("document.documentElement.className = 'night'")
    expect(theme(page)).to_have_attribute("data-theme", "dark")
    page.evaluate("document.documentElement.className = ''")
    expect(theme(page)).to_have_attribute("data-theme", "light")
    element(page).evaluate("(each) => each.setAttribute('theme', 'dark')")
    expect(theme(page)).to_have_attribute("data-theme", "dark")


@pytest.mark.native
def test_no_more_start_than_must(open_around: Open) -> None:
    four = "<pycore-digits></pycore-digits>" * 4
    far = '<div style="height: 4000px"></div><pycore-digits></pycore-digits>'
    page = open_around(four + far)
    page.set_viewport_size({"width": 1280, "height": 2000})
    for which in range(3):
        wait_heard(page, "ready", f"it.frames === {which + 1}", which)  # one after the other
    start = element(page, 3).get_by_role("button", name="Start")
    start.click()
    wait_heard(page, "ready", which=3)
    assert page.evaluate("started()") == [True, True, True, True, False]
    draw(page, SEVEN, frame=inside(page, 0))
    element(page, 4).scroll_into_view_if_needed()
    wait_heard(page, "ready", which=4)
    # Those that nobody sees or has used have made room; the first has been drawn in.
    assert page.evaluate("started()") == [True, False, False, True, True]


def test_what_is_taken_away_ends(open_around: Open) -> None:
    page = open_around("<pycore-digits></pycore-digits>")
    wait_heard(page, "ready")
    assert len(page.workers) == 1
    with page.workers[0].expect_event("close"):
        element(page).evaluate("(each) => each.remove()")


@pytest.mark.native
def test_a_script_around_trains(open_around: Open) -> None:
    page = open_around(TRAIN)
    element(page).evaluate("(each) => each.play()")  # before it has started: it waits
    metrics = wait_heard(page, "metrics", "it.step > 1")
    assert metrics["loss"] > 0
    assert metrics["epochs"] == 2
    finished = wait_heard(page, "finished")
    assert finished["accuracy"] > 0.6
    element(page).evaluate("(each) => each.reset()")
    expect(button(inside(page), "Reset")).to_be_disabled()
    element(page).evaluate("(each) => { each.experiment = { epochs: 900 }; each.play(); }")
    wait_heard(page, "metrics", "it.epochs === 900")
    element(page).evaluate("(each) => each.pause()")
    wait_heard(page, "progress", "it.phase === 'paused'")
    expect(button(inside(page), "Train")).to_be_enabled()


@pytest.mark.native
def test_a_notebook_is_played_too(open_around: Open) -> None:
    page = open_around(
        '<pycore-digits view="notebook-002" rows="500" steps="5" play></pycore-digits>'
    )
    finished = wait_heard(page, "finished")
    assert [run["name"] for run in finished["runs"]] == ["as written", "as meant"]
    assert 0 <= finished["runs"][0]["figures"]["train"]["truth"] <= 1


@pytest.mark.native
def test_attributes_change_it_without_loading_it_anew(open_around: Open) -> None:
    page = open_around(TRAIN)
    wait_heard(page, "ready")
    frame = embedded(page)
    frame.evaluate("globalThis.same = true")
    field = inside(page).get_by_label("Training images", exact=True)
    element(page).evaluate("(each) => each.setAttribute('images', '2000')")
    expect(field).to_have_value("2,000")
    told = wait_heard(page, "experiment", "it.settings.images === '2000'")
    assert told["address"] == "train?v=1&images=2000&layers=32&epochs=2"
    element(page).evaluate("(each) => each.setAttribute('layers', '<img src=x onerror=alert(1)>')")
    note = inside(page).get_by_role("status", name="Address")
    expect(note).to_contain_text("Hidden layers: '<imgsrc=xonerror=alert(1' is no layer")
    expect(inside(page).locator("#pad")).to_be_hidden()
    element(page).evaluate("(each) => each.removeAttribute('hide')")
    expect(inside(page).locator("#pad")).to_be_visible()
    element(page).evaluate("(each) => each.setAttribute('view', 'explained-softmax')")
    expect(inside(page).get_by_role("heading", name="Softmax", exact=False).first).to_be_visible()
    expect(inside(page).get_by_role("tablist")).to_be_hidden()
    steps = page.evaluate("history.length")
    inside(page).get_by_role("link", name="Bias").click()
    expect(inside(page).get_by_role("heading", name="bias", exact=False).first).to_be_visible()
    assert page.evaluate("history.length") == steps  # Back leads away, as it did before
    assert frame.evaluate("same")


@pytest.mark.native
def test_what_others_say_is_not_heard(open_around: Open) -> None:
    page = open_around(f"{TRAIN}<iframe id='other' srcdoc='<p>another'></iframe>")
    wait_heard(page, "ready")
    page.evaluate(
        """() => {
          const target = all()[0].shadowRoot.querySelector("iframe").contentWindow;
          const other = document.getElementById("other").contentWindow;
          other.eval("globalThis.say = (to, what) => to.postMessage(what, '*')");
          other.say(target, { pycore: 1, type: "play" });                 // not the page around
          postMessage({ pycore: 1, type: "resized", height: 7777 }, "*"); // not the frame
          for (const data of [null, "play", { pycore: 2, type: "play" },
            { pycore: 1, type: "__proto__" }, { pycore: 1, type: "constructor" },
            { pycore: 1, type: "theme", theme: "<b>" },
            { pycore: 1, type: "set", address: {} }, { pycore: 1, type: "set", settings: null },
            { pycore: 1, type: "set", address: "x".repeat(1e5) }])
            target.postMessage(data, "*");
          target.postMessage({ pycore: 1, type: "get", id: "last" }, "*");
        }"""
    )
    told = wait_heard(page, "experiment", "it.id === 'last'")
    assert told["address"] == "train?v=1&images=1000&layers=32&epochs=2"
    assert not page.evaluate("heard.some((it) => it.phase === 'running' || it.type === 'error')")
    assert element(page).evaluate("(each) => each.offsetHeight") != 7777
    embedded(page).evaluate("parent.postMessage({ pycore: 1, type: 'resized', height: 1e9 }, '*')")
    page.wait_for_function("all()[0].offsetHeight === 20000")


def test_a_strict_content_policy_is_enough(open_around: Open, site_url: str) -> None:
    origin = "/".join(site_url.split("/")[:3])
    policy = f"default-src 'none'; img-src data:; script-src {origin}; frame-src {origin}"
    page = open_around(
        "<pycore-digits></pycore-digits>",
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">{LINE}',
    )
    expect(prediction(inside(page))).to_have_text("Draw a digit", timeout=BOOT)
    expect(element(page).locator("iframe")).not_to_have_css("height", "480px")


@pytest.mark.native
def test_it_may_be_a_module(open_around: Open, site_url: str) -> None:
    page = open_around("<pycore-digits></pycore-digits>", LINE.replace("async", 'type="module"'))
    page.wait_for_function("started()[0]")
    source = element(page).locator("iframe").get_attribute("src")
    assert source == f"{site_url}index.html#draw?embed=1&theme=light"


def test_a_plain_frame_works(open_around: Open) -> None:
    page = open_around(
        '<iframe src="SITE/index.html#draw?embed=1" width="700" height="500"></iframe>'
    )
    frame = page.frame_locator("iframe")
    expect(prediction(frame)).to_have_text("Draw a digit", timeout=BOOT)
    draw(page, SEVEN, frame=frame)
    expect(prediction(frame)).to_contain_text("It is a 7")
    link = frame.get_by_role("link", name="Open in a tab")
    assert str(link.get_attribute("href")).endswith("index.html#draw")


def test_a_sandbox_that_allows_too_little_is_explained(
    open_around: Open, allow: Callable[[str], None]
) -> None:
    allow(r"CORS policy|Failed to load resource|preload|from origin 'null'")
    page = open_around(
        '<iframe sandbox="allow-scripts" src="SITE/index.html#draw?embed=1" width="700">'
    )
    frame = page.frame_locator("iframe")
    expect(frame.get_by_text("allow-same-origin")).to_be_visible()
    link = frame.get_by_role("link")
    expect(link).to_have_text(
        str(link.get_attribute("href"))
    )  # to be copied, where no tab may open
    assert str(link.get_attribute("href")).endswith("index.html#draw")


@pytest.mark.native
def test_it_goes_on_however_long_it_is_looked_at(open_around: Open, page: Page) -> None:
    page.clock.install()
    page = open_around("<pycore-digits></pycore-digits>")
    wait_heard(page, "ready")
    # Its last file may come only after it has said that it is there.
    element(page).locator("iframe").evaluate("(frame) => frame.dispatchEvent(new Event('load'))")
    page.clock.fast_forward("10:00")
    draw(page, SEVEN, frame=inside(page))
    wait_heard(page, "reading", "it.digit === 7")
    assert page.evaluate("!heard.some((it) => it.type === 'error')")


@pytest.mark.native
def test_a_site_that_is_none_is_told(
    open_around: Open, page: Page, allow: Callable[[str], None]
) -> None:
    page.route(
        "**/index.html", lambda route: route.fulfill(body="<p>Parked", content_type="text/html")
    )
    page = open_around("<pycore-digits></pycore-digits>")
    wait_heard(page, "error")
    page.unroute("**/index.html")
    element(page).get_by_role("button", name="Try again").click()
    wait_heard(page, "ready")


BAD = """() => {
  const circle = [];
  circle.push(circle);
  let deep = [];
  for (let i = 0; i < 1_000; i++) deep = [deep];
  const odd = [{ toString: null, valueOf: null }, circle, deep, [deep], {}, null, undefined,
    new Map(), new Date(NaN), new Error("no"), /x/, [[1]], new Uint8Array(9),
    new Array(2 ** 32 - 1), "x".repeat(1e6), Array(5_000).fill(1), [null], [{ toString: null }]];
  const settings = [...odd.slice(0, -3), 5, true, 7n, [], ...odd.map((layers) => ({ layers })),
    { ["x".repeat(1e5)]: 1 }];
  return [
    ...settings.map((settings) => ({ type: "set", settings })),
    ...odd.map((address) => ({ type: "set", address })),
    ...odd.map((theme) => ({ type: "theme", theme })),
    ...odd.map((type) => ({ type })),
    { type: "set" },
  ];
}"""
SEND = f"""() => {{
  const {{ contentWindow }} = all()[0].shadowRoot.querySelector("iframe");
  for (const message of ({BAD})()) contentWindow.postMessage({{ pycore: 1, ...message }}, "*");
  const {{ port1 }} = new MessageChannel();
  contentWindow.postMessage({{ pycore: 1, type: "get", id: port1 }}, "*", [port1]);
}}"""
ASK = """(element) => {
  const raises = { get rate() { throw new Error("no"); } };
  const proxy = new Proxy({}, { ownKeys() { throw { toString: null }; } });
  const wrong = [Symbol("x"), () => 1, { layers: Symbol("x") }, { rate: () => 1 }, raises, proxy,
    { layers: element }, { layers: { toString: null, valueOf: null } }, null, undefined, 5, 7n];
  for (const each of wrong) element.experiment = each;
  return wrong.length;
}"""


@pytest.mark.native
def test_a_message_that_raises_is_ignored_and_the_next_one_heard(open_around: Open) -> None:
    page = open_around(TRAIN)
    asked = element(page).evaluate(ASK)  # before it has started: kept until it has
    element(page).evaluate("(each) => { each.experiment = { epochs: 3 }; }")
    wait_heard(page, "experiment", "it.settings.epochs === '3'")
    page.wait_for_function(f"heard.filter((it) => it.type === 'ignored').length === {asked}")
    page.evaluate(SEND)
    asked += element(page).evaluate(ASK)
    element(page).evaluate("(each) => { each.experiment = { epochs: 4, layers: [16, 8] }; }")
    told = wait_heard(page, "experiment", "it.settings.epochs === '4'")
    assert told["settings"]["layers"] == "16,8"
    ignored = page.evaluate("heard.filter((it) => it.type === 'ignored').map((it) => it.message)")
    assert len(ignored) > asked + 40
    assert any("“layers” must be text, a number, or a list of them." in each for each in ignored)
    element(page).evaluate("(each) => each.play()")
    wait_heard(page, "metrics", "it.epochs === 4")


@pytest.mark.native
def test_what_the_page_in_the_frame_may_not_say_is_no_event(open_around: Open) -> None:
    page = open_around("<pycore-digits></pycore-digits>")
    wait_heard(page, "ready")
    page.evaluate("addEventListener('pycore-constructor', () => { globalThis.wrong = true; })")
    embedded(page).evaluate(
        """() => {
          const odd = [null, {}, [], 7n, { toString: null }, "x".repeat(1e6), NaN];
          for (const type of [...odd, "constructor", "__proto__"])
            parent.postMessage({ pycore: 1, type, digit: 1 }, "*");
          for (const height of odd) parent.postMessage({ pycore: 1, type: "resized", height }, "*");
        }"""
    )
    draw(page, SEVEN, frame=inside(page))
    wait_heard(page, "reading", "it.digit === 7")
    assert page.evaluate("globalThis.wrong === undefined && all()[0].told.digit === undefined")


COEP = "Cross_Origin_Embedder_Policy"
COOP = {"Cross_Origin_Opener_Policy": "same-origin"}
EMBEDDER = [{COEP: "require-corp"} | COOP, {COEP: "require-corp"}, {COEP: "credentialless"} | COOP]


@pytest.mark.parametrize("headers", EMBEDDER, ids=["with COOP", "alone", "credentialless"])
@pytest.mark.parametrize("line", [LINE, LINE.replace("async", "crossorigin async")])
def test_a_page_with_an_embedder_policy_shows_it(
    open_around: Open, allow: Callable[[str], None], headers: dict[str, str], line: str
) -> None:
    allow("Failed to load resource|ERR_BLOCKED_BY_RESPONSE")
    page = open_around("<pycore-digits></pycore-digits>" * 2, line, **headers)
    wait_heard(page, "ready")
    draw(page, SEVEN, frame=inside(page))
    wait_heard(page, "reading", "it.digit === 7")
    wait_heard(page, "ready", which=1)
    assert page.evaluate("!heard.some((it) => it.type === 'error')")


def is_told(page: Page, reason: str) -> None:
    """The true reason stands there at once, and a link that leads to the page."""
    expect(element(page).get_by_text(reason)).to_be_visible(timeout=BOOT)
    assert reason in page.evaluate("heard.find((it) => it.type === 'error').message")
    link = element(page).get_by_role("link", name="Open it in a tab")
    assert str(link.get_attribute("href")).endswith("index.html#train?images=1000&layers=32")


SMALL = '<pycore-digits view="train" images="1000" layers="32"></pycore-digits>'


@pytest.mark.native
@pytest.mark.parametrize("headers", EMBEDDER[:2], ids=["with COOP", "alone"])
def test_where_a_browser_knows_no_such_frames_the_embedder_policy_is_told(
    open_around: Open, page: Page, allow: Callable[[str], None], headers: dict[str, str]
) -> None:
    allow("Failed to load resource|ERR_BLOCKED_BY_RESPONSE")
    page.add_init_script("delete HTMLIFrameElement.prototype.credentialless;")
    is_told(open_around(SMALL, **headers), "Cross-Origin-Embedder-Policy")


@pytest.mark.native
@pytest.mark.parametrize(
    "policy", ["frame-src 'self'", "child-src 'none'", "default-src 'self' SCRIPTS", "frame-src"]
)
def test_a_content_policy_that_lets_no_frame_in_is_told(
    open_around: Open, site_url: str, allow: Callable[[str], None], policy: str
) -> None:
    allow("Content Security Policy|Content-Security-Policy|frame-src")
    scripts = f"; script-src 'unsafe-inline' {'/'.join(site_url.split('/')[:3])}"
    policy = policy.replace(" SCRIPTS", "") + scripts
    page = open_around(SMALL, Content_Security_Policy=policy)
    is_told(page, "content security policy of this page (frame-src)")
    assert not page.evaluate("started()[0]")


def test_trusted_types_are_no_hindrance(open_around: Open) -> None:
    page = open_around(
        "<pycore-digits></pycore-digits>",
        Content_Security_Policy="require-trusted-types-for 'script'",
    )
    expect(prediction(inside(page))).to_have_text("Draw a digit", timeout=BOOT)
    expect(element(page).locator("iframe")).not_to_have_css("height", "480px")


@pytest.mark.native
@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        ({"status": 404, "body": "no"}, "has no such page (404)"),
        ({"body": "<p>7", "headers": {"X-Frame-Options": "DENY"}}, "X-Frame-Options"),
        ({"body": "", "headers": {"Content-Security-Policy": "frame-ancestors 'self'"}},
         "frame-ancestors"),
    ],
    ids=["404", "X-Frame-Options", "frame-ancestors"],
)  # fmt: skip
def test_a_site_that_lacks_or_forbids_the_page_is_told(
    open_around: Open,
    page: Page,
    allow: Callable[[str], None],
    answer: dict[str, Any],
    reason: str,
) -> None:
    allow("Failed to load resource|Refused to display|frame-ancestors|Framing")
    page.route("**/index.html", lambda route: route.fulfill(content_type="text/html", **answer))
    is_told(open_around(SMALL), reason)


def test_a_sandbox_around_the_host_is_told_for_as_long_as_one_looks(
    open_around: Open, allow: Callable[[str], None]
) -> None:
    allow(r"CORS policy|Failed to load resource|preload|from origin 'null'")
    lines = f"{LINE}<pycore-digits></pycore-digits>".replace('"', "&quot;")
    page = open_around(f'<iframe sandbox="allow-scripts" srcdoc="{lines}" width="700"></iframe>')
    sandboxed = page.frame_locator("iframe").frame_locator("iframe")
    expect(sandboxed.get_by_text("allow-same-origin")).to_be_visible()
    page.wait_for_timeout(12_000)  # more than a page may take that says nothing
    expect(sandboxed.get_by_text("allow-same-origin")).to_be_visible()


@pytest.mark.native
def test_twice_the_line_and_taken_out_while_it_loads(open_around: Open) -> None:
    page = open_around("<pycore-digits></pycore-digits>", LINE + LINE)
    page.wait_for_function("started()[0]")
    element(page).evaluate("(each) => { each.remove(); globalThis.taken = each; }")
    page.wait_for_timeout(1_000)
    page.evaluate("document.body.append(taken)")
    wait_heard(page, "ready")
    assert page.evaluate("!heard.some((it) => it.type === 'error')")


def test_a_second_one_loads_nothing_twice(
    browser: Browser, host: tuple[Path, str], site_url: str, tmp_path: Path
) -> None:
    """In a window that keeps what it has loaded; a private one keeps no large files."""
    folder, url = host
    body = LINE.replace("SITE/", site_url) + "<pycore-digits></pycore-digits>" * 2
    (folder / "index.html").write_text(HEAD + body)
    context = browser.browser_type.launch_persistent_context(
        tmp_path / "profile",
        viewport={"width": 1280, "height": 1600},
        **launch_options(chosen_browser()),
    )
    page = context.new_page()
    page.add_init_script(LISTEN)
    page.goto(url)
    loaded = []
    for which in range(2):
        wait_heard(page, "ready", which=which)
        loaded.append(
            embedded(page, which).evaluate(
                """performance.getEntriesByType("resource")
                .reduce((sum, each) => sum + each.transferSize, 0)"""
            )
        )
    context.close()
    assert loaded[0] > 10_000_000
    assert loaded[1] < 100_000
