"""A training step and an epoch, by Adam, in the page and elsewhere: dense, and convolutional."""

import math
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from functools import partial
from typing import Any

from playwright.sync_api import Error as PlaywrightError
from playwright.sync_api import Page

from .figures import Figure, Samples, Spread, compare
from .lab import Lab, ask_python
from .names import CONVNET, NATIVE, NUMPY_PAGE, PAGE, SKLEARN, TFJS
from .native import ask_native

SOFTWARE_GL = "--enable-unsafe-swiftshader"  # without a graphics card, WebGL by the processor
STEPS_AN_EPOCH = 469  # of 60,000 images, 128 a step
ESTIMATE = f"from the step, × {STEPS_AN_EPOCH}"
NOTES = {
    CONVNET: "float64, example by example; Adadelta, as its npm release has no Adam",
    TFJS["webgl"]: "WebGL by the processor, if the machine has no graphics card",
}

DEEP = {"layers": ["conv8", "pool", "conv16", "pool", 64], "batch": 64}
"""A convolutional network that the page offers to try, in its own words."""

Contender = Callable[[float], float]
"""Given milliseconds, takes steps for about so long; milliseconds a step."""
Words = dict[str, Any]


def measure(lab: Lab, page: Page, versions: dict[str, str]) -> Iterator[Figure]:
    """All contenders take turns; `page` is the lab's. Who cannot start is said, and left out."""
    samples = all_steps(lab, page, versions)
    yield from compare("step", "784-128-10, batch 128", "ms", samples, PAGE, NOTES)
    yield from epochs(lab, page, samples)


def deep(lab: Lab, page: Page, versions: dict[str, str]) -> Iterator[Figure]:
    """The same of a convolutional network."""
    samples = all_steps(lab, page, versions, "deep", DEEP)
    ask_python(page, "steps", "forget")
    yield from compare("deep", "784-conv8-pool-conv16-pool-64-10", "ms", samples, PAGE, NOTES)


def all_steps(
    lab: Lab, page: Page, versions: dict[str, str], plan: str = "dense", words: Words | None = None
) -> Samples:
    """Milliseconds a step, of all in turn; a peer knows the network by the name of the `plan`."""
    words = words or {}
    with ExitStack() as sessions:
        contenders = {**ours(page, words), **peers(lab, sessions, versions, plan)}
        contenders[NATIVE] = lambda milliseconds: float(
            ask_native("step", milliseconds=milliseconds, **words)
        )
        return take_turns(lab, contenders)


def ours(page: Page, network: Words) -> dict[str, Contender]:
    """The page's own worker with its kernel, and the same worker with NumPy's products."""

    def step(plain: bool, milliseconds: float) -> float:
        words = {"milliseconds": milliseconds, "plain": plain, **network}
        return float(ask_python(page, "steps", "step", **words))

    return {PAGE: partial(step, False), NUMPY_PAGE: partial(step, True)}


def peers(
    lab: Lab, sessions: ExitStack, versions: dict[str, str], plan: str
) -> dict[str, Contender]:
    """Each of the others, in a browser of its own."""
    addresses = {who: f"peers/tfjs.html?{backend}&{plan}" for backend, who in TFJS.items()}
    found: dict[str, Contender] = {}
    for who, address in {**addresses, CONVNET: f"peers/convnet.html?{plan}"}.items():
        browser = lab.launch(*([SOFTWARE_GL] if who == TFJS["webgl"] else []))
        sessions.callback(browser.close)
        page = lab.open(browser, address, "globalThis.peer")
        failed = page.evaluate("peer.failed ?? null") or first_fault(page)
        if failed:
            lab.say(f"{who} is left out: {failed}")
            continue
        versions[who] = page.evaluate("peer.about")
        found[who] = partial(peer_step, page)
    return found


def first_fault(page: Page) -> str | None:
    """Why a peer can't take a step: not every backend trains every layer."""
    try:
        page.evaluate("peer.steps(0)")
    except PlaywrightError as error:
        return error.message.splitlines()[0]
    return None


def peer_step(page: Page, milliseconds: float) -> float:
    """Raises if what was timed was no training: who knows nothing has a loss of ln 10."""
    answer = page.evaluate("(milliseconds) => peer.steps(milliseconds)", milliseconds)
    if not answer["loss"] < 3 * math.log(10):
        raise ValueError(f"{page.url} does not learn: its loss is {answer['loss']}")
    return float(answer["milliseconds"])


def take_turns(lab: Lab, contenders: dict[str, Contender]) -> Samples:
    """So that whatever slows the machine down for a while hits all alike."""
    samples: Samples = {who: [] for who in contenders}
    for who, step in contenders.items():
        lab.say(f"  warming up {who}: {step(lab.pick(2_000, 100)):.1f} ms a step")
    for _ in range(lab.rounds(7)):
        for who, step in contenders.items():
            samples[who].append(step(lab.pick(2_000, 200)))
    return samples


def epochs(lab: Lab, page: Page, steps: Samples) -> Iterator[Figure]:
    """Whole epochs of the quick ones; those of the slow ones follow from their steps."""
    images = int(lab.pick(60_000, 6_400))
    scale = 60_000 / images
    samples: Samples = {PAGE: [], NATIVE: [], SKLEARN: []}
    for _ in range(lab.rounds(7)):
        samples[PAGE].append(scale * float(ask_python(page, "steps", "epoch", images=images)))
        samples[NATIVE].append(scale * float(ask_native("epoch", images=images)))
        samples[SKLEARN].append(scale * float(ask_native("sklearn_epoch", images=images)))
    part = f"from {images:,} images, × {scale:.3g}" if lab.quick else ""
    notes = dict.fromkeys(samples, part)
    for who, times in steps.items():
        if who not in samples:
            samples[who] = [STEPS_AN_EPOCH * time / 1000 for time in times]
            notes[who] = ESTIMATE
    yield from compare("epoch", "60,000 images", "s", samples, PAGE, notes)


def profile(lab: Lab, page: Page) -> Iterator[Figure]:
    """Where a step of ours spends its time; what no function was timed for is the rest."""
    rounds = [
        ask_python(page, "steps", "profile", milliseconds=lab.pick(3_000, 500))
        for _ in range(lab.rounds(5))
    ]
    for spent in rounds:
        spent["the rest, in Python and NumPy"] = 2 * spent["step"] - sum(spent.values())
    for part in sorted(rounds[0], key=lambda part: -rounds[0][part]):
        times = Spread.of([spent[part] for spent in rounds])
        share = times.median / Spread.of([spent["step"] for spent in rounds]).median
        name = TITLES.get(part, part)
        yield Figure("profile", name, PAGE, "ms", times, note=f"{share:.0%} of the step")


TITLES = {
    "matmul": "products",
    "adam": "Adam",
    "to_unit": "images to float32",
    "step": "the whole step, while timed",
}


def growth(lab: Lab, page: Page) -> Iterator[Figure]:
    """How a step grows with the width of the hidden layer, the batch, and the number of images."""
    cases: list[tuple[str, Words]] = [
        *((f"{n} hidden units", {"layers": [n]}) for n in (32, 64, 128, 256, 512, 1_024)),
        *((f"batch of {batch}", {"batch": batch}) for batch in (16, 32, 64, 128, 256, 512, 1_024)),
        *((f"{n:,} images", {"images": n}) for n in (1_000, 5_000, 20_000, 60_000)),
    ]
    samples: Samples = {what: [] for what, _ in cases}
    for _ in range(lab.rounds(5)):
        for what, words in cases:
            words = {"milliseconds": int(lab.pick(600, 100)), **words}
            samples[what].append(float(ask_python(page, "steps", "step", **words)))
    ask_python(page, "steps", "forget")
    for what, times in samples.items():
        yield Figure("growth", what, PAGE, "ms a step", Spread.of(times))
