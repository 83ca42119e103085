"""One reader, fuzzed by atheris, which keeps the inputs that take new paths through pycore.

python3 build.py fuzz --only npz --guided --seconds 600
"""

import sys

import atheris  # type: ignore[import-not-found,import-untyped,unused-ignore]

with atheris.instrument_imports(include=["pycore"]):
    from .__main__ import FOUND, run
    from .targets import TARGETS


def main(name: str, seconds: str) -> None:
    """Fuzz for so long; libFuzzer ends the process, and leaves what it found in `FOUND`."""
    corpus = FOUND / "corpus" / name
    corpus.mkdir(parents=True, exist_ok=True)
    for number, seed in enumerate(TARGETS[name].seeds):
        (corpus / f"seed-{number}").write_bytes(seed)

    def one(data: bytes) -> None:
        if error := run(name, data):
            raise error

    options = [f"-artifact_prefix={FOUND}/{name}-", f"-max_total_time={seconds}", "-timeout=10"]
    atheris.Setup([sys.argv[0], *options, "-rss_limit_mb=1000", str(corpus)], one)
    atheris.Fuzz()


if __name__ == "__main__":
    main(*sys.argv[1:])
