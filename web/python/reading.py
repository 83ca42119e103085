"""What the networks make of a drawing."""

from pycore import Network, centre_digit, to_input
from pycore.arrays import Floats, Images
from pycore.doubt import side_by_side, verdict

from .answers import Answer
from .drawing import Ink, picture_of
from .session import SHIPPED, Session


def read(session: Session, ink: Ink, which: str) -> Answer:
    """The answer to `predict`, which see."""
    picture = picture_of(ink)
    digit = centre_digit(picture)
    if digit is None:
        return {"blank": True, "tiny": bool(picture.any())}
    name, networks = session.readers(which)
    opinions = ask_all(networks, digit)
    found = verdict(*opinions)
    doubt = doubt_about(session, picture, digit) if found.digit is None else ""
    seen = {"probabilities": opinions[0], "image": digit.ravel(), "by": name, "doubt": doubt}
    return found._asdict() | seen


def ask_all(networks: list[Network], digit: Images) -> list[Floats]:
    """Each network's probabilities (10,) for a digit as `centre_digit` lays it out."""
    X = to_input(digit[None])
    return [network.predict(X)[0] for network in networks]


def doubt_about(session: Session, picture: Images, digit: Images) -> str:
    """Why a network may not be sure of what the shipped ones see: in one word, or in none."""
    _, shipped = session.readers(SHIPPED)

    def named(image: Images | None) -> bool:
        return image is not None and verdict(*ask_all(shipped, image)).digit is not None

    if named(digit):
        return "untrained"  # others can read it
    parts = [centre_digit(part) for part in side_by_side(picture)]
    return "several" if len(parts) > 1 and all(map(named, parts)) else ""
