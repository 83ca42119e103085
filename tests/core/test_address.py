from dataclasses import replace

import numpy as np
import pytest

from pycore import Experiment, ExperimentError
from pycore.experiment import CHOICES
from pycore.files.url import DEFAULTS, VERSION, read_experiment, write_experiment
from pycore.notebooks import NOTEBOOKS
from pycore.notebooks.race import Race
from pycore.notebooks.url import (
    Variant,
    is_race,
    read_race,
    read_variant,
    write_race,
    write_variant,
)

PLAIN = Experiment()
CONVOLUTIONS = ("conv8x5", "pool", "norm", "conv16", "drop30")


def some_experiment(rng):
    choices = {field: str(rng.choice(list(names))) for field, names in CHOICES.items()}
    return Experiment(
        images=int(rng.integers(100, 60_001)),
        hidden_layers=(
            *(str(word) for word in CONVOLUTIONS[: rng.integers(0, 4)]),
            *rng.integers(1, 300, rng.integers(0, 5)).tolist(),
        ),
        learning_rate=float(10 ** rng.uniform(-8, 8)),
        batch_size=int(rng.integers(1, 60_001)),
        epochs=int(rng.integers(1, 1_001)),
        l2=float(10 ** rng.uniform(-300, 1)),
        seed=int(rng.integers(0, 2**32)),
        label_smoothing=float(rng.uniform(0, 0.5)),
        ema_decay=float(rng.uniform(0, 0.9999)),
        patience=int(rng.integers(0, 1_001)),
        **choices,
    )


def test_what_is_written_is_read_back_as_the_very_same():
    rng = np.random.default_rng(0)
    for experiment in (some_experiment(rng) for _ in range(200)):
        assert read_experiment(write_experiment(experiment)) == (experiment, ())


def test_an_address_can_be_read_by_people():
    some = Experiment(images=5_000, hidden_layers=(128, 64), learning_rate=0.003, l2=1e-5, seed=7)
    assert (
        write_experiment(some) == "train?v=1&images=5000&layers=128,64&rate=0.003&l2=1e-05&seed=7"
    )
    assert write_experiment(PLAIN) == "train?v=1"
    assert read_experiment("train?layers=&epochs=3")[0].hidden_layers == ()
    deep = Experiment(hidden_layers=("conv16x5", "pool", 64), label_smoothing=0.1)
    assert write_experiment(deep) == "train?v=1&layers=conv16x5,pool,64&smoothing=0.1"
    assert read_experiment("train?layers=Conv%208,+pool,64") == (
        Experiment(hidden_layers=("conv8", "pool", 64)),
        (),
    )


@pytest.mark.parametrize("before", ["", "#", "https://host/folder/#", "https://host/?a=1#"])
def test_only_what_follows_the_mark_counts(before):
    assert read_experiment(f"{before}train?seed=5")[0].seed == 5
    assert read_experiment("https://host/folder/?seed=5") == (PLAIN, ())


def test_what_concerns_the_page_alone_is_passed_over():
    assert read_experiment("draw?embed=1&hide=charts&theme=dark&play=1&offline=off") == (PLAIN, ())


def test_the_first_version_keeps_its_meaning():
    """Spelt out, as it stood in addresses that were given away: this test is not to be changed."""
    first = Experiment(60_000, (200,), "relu", "he", "adam", 0.001, 64, 8, 0.0, 0)
    assert read_experiment("train?v=1") == (first, ())
    assert VERSION in DEFAULTS


@pytest.mark.parametrize(
    ("pair", "field", "value"),
    [
        ("rate=nan", "learning_rate", 0.001),
        ("rate=1e309", "learning_rate", 1e8),
        ("rate=-1", "learning_rate", 1e-8),
        ("rate=%3Cimg%20src=x%3E", "learning_rate", 0.001),
        ("images=99.6", "images", 100),
        ("images=1e309", "images", 60_000),
        ("images=", "images", 60_000),
        ("epochs=2.4", "epochs", 2),
        ("seed=99999999999999999999999", "seed", 2**32 - 1),
        ("layers=999999", "hidden_layers", (4_096,)),
        ("layers=4096,4096", "hidden_layers", (200,)),
        ("layers=" + "9," * 5_000, "hidden_layers", (9,) * 20),
        ("layers=64,x", "hidden_layers", (200,)),
        ("layers=conv8x4", "hidden_layers", (200,)),
        ("smoothing=7", "label_smoothing", 0.5),
        ("average=1", "ema_decay", 0.9999),
        ("augment=upside-down", "augment", "none"),
        ("activation=__proto__", "activation", "relu"),
        ("optimiser=" + "a" * 10_000, "optimiser", "adam"),
        ("__proto__=1", "seed", 0),
        ("%", "seed", 0),
        ("seed=%ff", "seed", 0),
        ("v=7&seed=0", "seed", 0),
        ("v=__proto__&seed=0", "seed", 0),
    ],
)  # fmt: skip
def test_a_value_that_cant_be_becomes_one_that_can_and_a_sentence_says_so(pair, field, value):
    experiment, [remark] = read_experiment(f"#train?{pair}")
    assert getattr(experiment, field) == value
    assert remark.endswith(".")
    assert len(remark) < 200


def test_at_most_so_many_names_are_read():
    experiment, remarks = read_experiment("train?" + "x=1&" * 10_000)
    assert (experiment, len(remarks)) == (PLAIN, 1)


def test_whatever_the_address_there_is_an_experiment():
    rng = np.random.default_rng(1)
    for _ in range(300):
        text = "".join(rng.choice(list("rate=&?#%;,+:/ .1e9-nai\0\ud7ff٣<\\"), 40))
        experiment, remarks = read_experiment(f"#train?{text}")
        assert isinstance(experiment, Experiment)
        assert all(remark.endswith(".") for remark in remarks)
        read_variant(f"#notebooks/003?{text}")


@pytest.mark.parametrize("notebook", NOTEBOOKS.values(), ids=NOTEBOOKS)
def test_a_notebooks_address_says_only_what_is_not_its_own(notebook):
    own = Variant(notebook, notebook.plan.rows, notebook.plan.steps)
    assert write_variant(own) == f"notebooks/{notebook.number}?v=1"
    some = Variant(notebook, 500, 20, 3, notebook.as_written)
    for variant in (own, some, Variant(notebook, 500, 20, 3, frozenset())):
        assert read_variant(write_variant(variant)) == (variant, ())
    assert list(own.sides()) == ["as written", "as meant"]
    assert some.sides() == {"as switched": notebook.as_written}


def test_a_notebooks_address_is_put_right_too():
    address = "#notebooks/002?rows=1&steps=x&switches=low-rate,none&seed=2&play=1"
    variant, remarks = read_variant(address)
    plan = NOTEBOOKS["002"].plan
    assert variant == Variant(NOTEBOOKS["002"], 100, plan.steps, 2, frozenset({"low-rate"}))
    assert len(remarks) == 3
    with pytest.raises(ExperimentError, match="no notebook '009'"):
        read_variant("#notebooks/009")


def test_a_setting_that_is_there_twice_is_remarked():
    experiment, remarks = read_experiment("train?v=1&layers=32&layers=64&play=1&play=1")
    assert experiment.hidden_layers == (64,)
    assert remarks == ("layers is there more than once; the last one counts.",)


def test_a_race_has_an_address_with_the_settings_of_ones_own_network():
    own = Experiment(hidden_layers=(32, "norm"), epochs=3, seed=9, images=1_000)
    race = Race(rows=500, steps=20, seed=4, experiment=own)
    address = write_race(race)
    assert address == "race?v=1&rows=500&steps=20&seed=4&layers=32,norm&epochs=3"
    assert is_race(f"https://me.example/#{address}")
    assert not is_race("#train?v=1")
    plain = replace(own, seed=0, images=60_000)  # the race has a seed and rows of its own
    assert read_race(f"#{address}") == (replace(race, experiment=plain), ())
    assert write_race(Race()) == "race?v=1"
    assert read_race("race") == (Race(), ())


def test_what_cannot_be_in_a_race_is_put_right_and_said():
    race, remarks = read_race("race?rows=7&steps=x&l2=11&switches=low-rate")
    assert race == Race(rows=100, experiment=Experiment(l2=10))
    assert [remark.split("=")[0].split(";")[0] for remark in remarks] == [
        "rows",
        "steps",
        "l2",
        "There is no setting switches",
    ]
