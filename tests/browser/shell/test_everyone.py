"""For everyone: what axe and Lighthouse find, larger type, less motion, fingers, keys alone."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from bench.audit.judges import CATEGORIES, SCREENS, VIEWS, axe, lighthouse, visit
from tests.support.page import BOOT, SEVEN, answered, button, doubt, draw, pad, prediction, settle
from tests.support.watch import boot_page, watched_page

Boot = Callable[[Page], Page]


@pytest.fixture(scope="module", params=["light", "dark"])
def themed(request: pytest.FixtureRequest, browser: Browser, module_url: str) -> Iterator[Page]:
    """A page with a drawing that has been read, in each theme."""
    with watched_page(browser, module_url, color_scheme=request.param) as (page, watch):
        boot_page(page, module_url)
        draw(page, SEVEN)
        assert answered(settle(page)) == 7
        yield page
        watch.verdict()


@pytest.mark.parametrize("view", VIEWS)
def test_axe_finds_nothing(themed: Page, site_url: str, view: str) -> None:
    for width, height in SCREENS.values():
        themed.set_viewport_size({"width": width, "height": height})
        visit(themed, site_url, view)
        assert axe(themed) == []


def test_axe_finds_what_is_wrong(themed: Page, site_url: str) -> None:
    visit(themed, site_url, "train")
    themed.evaluate("document.getElementById('undo').textContent = ''")
    assert [line.split(":")[0] for line in axe(themed)] == ["button-name"]
    themed.evaluate("document.getElementById('undo').textContent = 'Undo'")


def test_axe_finds_nothing_in_what_comes_and_goes(themed: Page, site_url: str) -> None:
    """Cells, notices, the strip with the answer, settings that are wrong, what is folded away."""
    visit(themed, site_url, "train")
    themed.get_by_text("More settings", exact=True).click()
    themed.get_by_text("See augmented images").click()
    expect(themed.locator(".strip-line p")).to_contain_text("Your drawing", timeout=BOOT)
    button(themed, "About the networks").click()
    expect(themed.locator("#cards table")).to_be_visible()
    assert axe(themed) == []
    doubt(themed, 2)
    expect(prediction(themed)).to_have_text("Not sure. Is it a digit?")
    assert axe(themed) == []
    button(themed, "Cells").click()
    themed.evaluate("app.otherInputs.notice.show('A picture that is none.')")
    themed.evaluate("app.failed(Object.assign(new Error('It broke.'), { traceback: 'line 1' }))")
    themed.get_by_text("Details").first.click()
    rate = themed.get_by_label("Learning rate", exact=True)
    rate.fill("nonsense")
    rate.press("Tab")
    expect(themed.locator(".field.wrong .note")).to_be_visible()
    themed.set_viewport_size({"width": 360, "height": 740})
    assert themed.evaluate("document.documentElement.scrollWidth") <= 360
    themed.evaluate("scrollTo(0, document.body.scrollHeight)")
    expect(themed.locator("#peek")).to_be_visible()
    assert axe(themed) == []
    doubt(themed, 0.5)


@pytest.mark.parametrize("screen", SCREENS)
def test_lighthouse_gives_full_marks(site_url: str, screen: str) -> None:
    assert lighthouse(site_url, screen) == dict.fromkeys(CATEGORIES, 100)


@pytest.fixture(scope="module")
def zoomed(browser: Browser, module_url: str) -> Iterator[Page]:
    """A desktop's screen at 200 %, and its reader wants less motion."""
    settings = {"viewport": {"width": 640, "height": 450}, "device_scale_factor": 2}
    with watched_page(browser, module_url, reduced_motion="reduce", **settings) as (page, watch):
        yield boot_page(page, module_url)
        watch.verdict()


# What is wider than its box, though that does not scroll; what is only heard is cut on purpose.
CUT_OFF = """() => [...document.querySelectorAll("main *, header *, footer *")].filter(element => {
  const { overflowX, clipPath } = getComputedStyle(element);
  const text = [...element.childNodes].some(node => node.nodeType === 3 && node.data.trim());
  return text && element.checkVisibility() && overflowX === "hidden" && clipPath === "none"
    && element.scrollWidth > element.clientWidth + 1;
}).map(element => element.outerHTML.slice(0, 80))"""


@pytest.mark.parametrize("view", VIEWS)
def test_at_200_percent_nothing_sticks_out_or_is_cut_off(
    zoomed: Page, site_url: str, view: str
) -> None:
    visit(zoomed, site_url, view)
    assert zoomed.evaluate("document.documentElement.scrollWidth") <= 640
    assert zoomed.evaluate(CUT_OFF) == []


def test_who_wants_no_motion_gets_none(zoomed: Page, site_url: str) -> None:
    visit(zoomed, site_url, "train")
    moving = """() => [...document.querySelectorAll("*")].filter(element => {
      const { transitionDuration, animationName } = getComputedStyle(element);
      return animationName !== "none" || !/^0s(, 0s)*$/.test(transitionDuration);
    }).map(element => element.className)"""
    assert zoomed.evaluate(moving) == []


def test_type_twice_as_large_fits(themed: Page, site_url: str) -> None:
    themed.set_viewport_size({"width": 1280, "height": 900})
    visit(themed, site_url, "train")
    themed.evaluate("document.documentElement.style.fontSize = '200%'")
    assert themed.evaluate("document.documentElement.scrollWidth") <= 1280
    assert themed.evaluate(CUT_OFF) == []
    themed.evaluate("document.documentElement.style.fontSize = ''")


@pytest.mark.native
def test_a_finger_that_draws_never_scrolls(browser: Browser, site_url: str, boot: Boot) -> None:
    settings = {"viewport": {"width": 360, "height": 640}, "has_touch": True, "is_mobile": True}
    with watched_page(browser, site_url, **settings) as (page, watch):
        boot(page)
        touch = page.context.new_cdp_session(page)

        def swipe(x: float, start: float, end: float) -> None:
            for i in range(12):
                point = {"x": x, "y": start + (end - start) * i / 11}
                kind = "touchMove" if i else "touchStart"
                touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [point]})
            touch.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})

        page.evaluate("scrollTo(0, 60)")
        box = pad(page).bounding_box()
        assert box
        middle = box["x"] + box["width"] / 2
        swipe(middle, box["y"] + 40, box["y"] + box["height"] - 30)
        assert answered(settle(page)) == 1
        swipe(middle, box["y"] + box["height"] - 30, box["y"] + 40)
        assert page.evaluate("scrollY") == 60
        swipe(middle, box["y"] + box["height"] + 250, box["y"] + 100)  # beside the pad it does
        page.wait_for_function("scrollY > 60")
        watch.verdict()


@pytest.mark.native
def test_the_selected_tab_stays_in_sight_when_the_screen_narrows(page: Page, site_url: str) -> None:
    page.goto(f"{site_url}#explained")
    expect(page.get_by_role("tab", name="Explained")).to_have_attribute("aria-selected", "true")
    page.set_viewport_size({"width": 320, "height": 600})
    page.wait_for_function(
        """() => {
          const [tab, row] = ["tab-explained", "tabs"].map(
            id => document.getElementById(id).getBoundingClientRect());
          return tab.left >= row.left - 1 && tab.right <= row.right + 1;
        }"""
    )


@pytest.mark.native
def test_the_skip_link_leads_to_the_views_before_the_tabs_are_there(
    page: Page, site_url: str
) -> None:
    held: list[Route] = []
    page.route("**/tabs.js", lambda route: held.append(route))
    page.goto(f"{site_url}#race")
    page.wait_for_function("globalThis.app")
    page.get_by_text("Skip to the views").press("Enter")
    expect(page.locator("#views")).to_be_focused()
    assert page.url.endswith("#race")
    expect(prediction(page)).not_to_contain_text("Waiting", timeout=BOOT)
    for route in held:
        route.continue_()
    expect(page.get_by_role("tab", name="Race")).to_have_attribute("aria-selected", "true")
