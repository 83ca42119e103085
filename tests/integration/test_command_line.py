"""The command line: what is wrong in a line is said before the work, and no work is lost."""

import os
import re
import signal
import stat
import subprocess
import sys
from dataclasses import fields
from pathlib import Path

import numpy as np
import pytest

from networks import pretrained
from pycore import DataError, Experiment, Network
from pycore.__main__ import main
from pycore.cli import make_parser, program
from pycore.cli.train import fitted
from pycore.files.curve import Curve
from pycore.settings import SETTINGS

MNIST = str(Path(".cache/mnist").resolve())
PYCORE = f"{sys.executable} -m pycore"
ROOT = Path.cwd()
QUICK = ("train", "--images", "100", "--hidden-layers", "8", "--epochs", "1")


@pytest.fixture(autouse=True)
def elsewhere(tmp_path, monkeypatch):
    """Each test has an empty folder to work in."""
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def quick(small_mnist):
    """The words of a training that takes a moment."""
    return [*QUICK, "--data", small_mnist]


def digits(count, rng):
    """Pictures that a network learns to tell apart at once: a bar whose place is the class."""
    labels = np.arange(count) % 10
    images = rng.integers(0, 40, (count, 28, 28), dtype=np.uint8)
    for image, label in zip(images, labels, strict=True):
        image[4:24, 2 * label + 3] = 255
    return images, labels.astype(np.uint8)


@pytest.fixture(scope="session")
def small_mnist(tmp_path_factory):
    """A file as Keras writes it: 300 images and 50."""
    rng, file = np.random.default_rng(0), tmp_path_factory.mktemp("data") / "mnist.npz"
    (x, y), (x_test, y_test) = digits(300, rng), digits(50, rng)
    np.savez(file, x_train=x, y_train=y, x_test=x_test, y_test=y_test)
    return str(file)


@pytest.fixture(scope="session")
def table(tmp_path_factory):
    """Kaggle's train.csv, with 700 rows."""
    file = tmp_path_factory.mktemp("kaggle") / "train.csv"
    images, labels = digits(700, np.random.default_rng(1))
    rows = np.column_stack([labels, images.reshape(700, 784)])
    head = ",".join(["label", *(f"pixel{i}" for i in range(784))])
    np.savetxt(file, rows, "%d", ",", header=head, comments="")
    return str(file)


def complaint(capsys, *words):
    """What a command says on the error stream, one line, and its exit code."""
    code = main(words)
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert said.startswith("pycore: ")
    return code, said


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["garbage"], "'garbage' is not an address"),
        ([""], "is one word too many"),
        (["https://me.example/digits/"], "has no #"),
        (["https://me.example/digits/train?v=1&layers=32"], "has no #"),
        (["https://me.example/#"], "is not the address of an experiment"),
        (["https://me.example/#explained"], "#explained is not the address of an experiment"),
        (["https://me.example/#draw?v=1&layers=32"], "#draw is not the address of an experiment"),
        (["#code"], "#code is not the address of an experiment"),
        (["layers=32"], "is not an address"),
        (["?v=1&layers=32"], "is not an address"),
        (["trian?v=1"], "is not an address"),
        (["#race", "--epochs", "2"], "say it in the address of a race"),
        (["#race", "--save", "a.npz"], "not for the address of a race"),
        (["\udcff\udcfe"], "is not an address"),
        (["here.npz"], "here.npz is a file, not an address; for data use --data"),
    ],
)
def test_what_is_no_address_of_an_experiment_is_refused(capsys, words, said):
    Path("here.npz").touch()
    extra = ["again"] if words == [""] else []
    code, sentence = complaint(capsys, "train", *words, *extra)
    assert code == 2
    assert said in sentence


def test_a_typo_in_an_address_is_remarked(capsys, quick):
    [_, *options] = quick
    assert main(["train", "https://me.example/#train?v=1&layrs=32", *options]) == 0
    assert capsys.readouterr().err == "pycore: There is no setting layrs; it was left out.\n"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["train", "--lr", "0.1"], "there is no option --lr; did you mean --learning-rate?"),
        (["train", "--lr=0.1"], "did you mean --learning-rate?"),
        (["train", "--layers", "32"], "did you mean --hidden-layers?"),
        (["train", "--optimizer", "sgd"], "did you mean --optimiser?"),
        (["train", "--epoch", "3"], "there is no option --epoch; did you mean --epochs?"),
        (["train", "--learning", "0.1"], "did you mean --learning-rate?"),
        (["train", "--leraning-rate", "0.1"], "did you mean --learning-rate?"),
        (["evaluate", "--save", "x"], "--save is an option of train"),
        (["evaluate", "x", "--lr", "1"], "--learning-rate is an option of train"),
        (["train", "--strokes", "x"], "--strokes is an option of evaluate"),
        (["notebook", "3", "--epochs", "2"], "--epochs is an option of train"),
        (["notebook", ""], "no notebook ''"),
        (["notebook", "+3"], "no notebook '+3'"),
        (["train", "#notebooks/"], "There is no notebook ''"),
        (["notebook", "3", "--with", ""], "no switch ''"),
        (["notebooks", "--rows", "200"], "--rows is an option of notebook"),
        (["--epochs", "3", "train"], "--epochs is an option of train, after it"),
        (["--vers"], "there is no option --vers; did you mean --version?"),
        (["train", "--seed", "1", "--seed", "2"], "--seed: is given twice"),
        (["evaluate", "x", "--data", "a", "--data", "b"], "--data: is given twice"),
        (["train", "#train", "#train"], "'#train' is one word too many"),
        (["trian"], "invalid choice: 'trian'"),
        (["evaluate"], "required: network"),
        (["evaluate", "x", "--count", "5"], "--count is about pen strokes"),
    ],
)
def test_an_option_is_known_and_whole_and_there_once(capsys, words, said):
    code, sentence = complaint(capsys, *words)
    assert code == 2
    assert said in sentence


HUGE = "9" * 5_000


@pytest.mark.parametrize(
    ("command", "option", "values"),
    [
        ("train", "--epochs", ("0", "-1", "1e3", "", "nan", HUGE, "1.5")),
        ("train", "--images", ("5", "60001", "many")),
        ("train", "--learning-rate", ("nan", "1e400", "0", "fast", "", "\udcff")),
        ("train", "--seed", ("-1", "4294967296")),
        ("train", "--hidden-layers", ("frog", "5000", "-3", "pool", "128," * 30)),
        ("train", "--optimiser", ("", "ADAM", "adm")),
        ("train", "--activation", ("",)),
        ("evaluate", "--count", ("0", "-1", "x", HUGE)),
        ("evaluate", "--seed", ("-1", "1e400")),
        ("notebook", "--rows", ("0", "-5", "1000000000", "10**9")),
        ("notebook", "--held-out", ("-1",)),
        ("notebook", "--steps", ("0", "-1", "")),
        ("notebook", "--seed", ("-1", HUGE)),
        ("notebook", "--learning-rate", ("nan", "1e400", "x")),
        ("notebooks", "--seeds", ("0", "-1", "1000000000")),
        ("notebooks", "--seed", ("-1",)),
    ],
)
def test_a_value_that_cannot_be_is_refused_before_anything_is_read(capsys, command, option, values):
    first = {"evaluate": ["x"], "notebook": ["3"]}.get(command, [])
    for value in values:
        code, sentence = complaint(capsys, command, *first, option, value, "--data", "nowhere")
        assert code == 2
        assert f"argument {option}: " in sentence


def test_help_tells_what_each_option_means_and_can_be(capsys):
    with pytest.raises(SystemExit) as end:
        main(["train", "--help"])
    assert end.value.code == 0
    text = " ".join(capsys.readouterr().out.split())
    assert set(SETTINGS) == {field.name for field in fields(Experiment)}
    for setting in SETTINGS.values():
        assert setting.help in text
        if setting.numeric:
            low, high = setting.range
            assert f"From {low:,.10g} to {high:,.10g}." in text
        for choice in setting.choices:
            assert choice in text
    for command in ("evaluate", "notebook", "notebooks"):
        with pytest.raises(SystemExit):
            main([command, "--help"])


def test_the_option_average_still_works():
    parse = make_parser().parse_args
    assert parse(["train", "--average", "0.9"]).ema_decay == 0.9
    assert parse(["train", "--ema-decay", "0.9"]).ema_decay == 0.9


def test_alone_it_shows_the_commands_and_its_version(capsys):
    assert main([]) == 0
    assert "evaluate" in capsys.readouterr().out
    with pytest.raises(SystemExit):
        main(["--version"])
    assert capsys.readouterr().out.startswith("pycore 0.")


@pytest.mark.parametrize("option", ["--save", "--curve"])
@pytest.mark.parametrize(
    ("name", "code", "said"),
    [
        (".", 2, "is a folder"),
        ("..", 2, "is a folder"),
        ("", 2, "is a folder"),
        ("nets/", 2, "is a folder"),
        ("folder", 2, "is a folder"),
        ("file/mine", 1, "can't be written there"),
        ("file/deep/mine", 1, "can't be written there"),
        ("n" * 300, 1, "name too long"),
    ],
)
def test_where_nothing_can_be_written_is_told_before_the_training(
    capsys, quick, option, name, code, said
):
    Path("folder").mkdir()
    Path("file").touch()
    before = sorted(Path().rglob("*"))
    assert main([*quick, option, name]) == code
    printed, error = capsys.readouterr()
    assert said in error
    assert printed == "", "it did not train"
    assert sorted(Path().rglob("*")) == before


def test_what_would_overwrite_the_data_or_itself_is_refused(capsys, quick):
    assert "same file" in complaint(capsys, *quick, "--save", "a", "--curve", "./a")[1]
    assert "would be lost" in complaint(capsys, *quick, "--save", quick[-1])[1]


@pytest.mark.parametrize("name", ["mine", "mine.npz", "nets/today/mine.npz", "mine.net", "mi ne é"])
def test_a_network_has_the_very_name_that_was_given(capsys, quick, name):
    assert main([*quick, "--save", name]) == 0
    printed, said = capsys.readouterr()
    assert said == f"pycore: the network is in {name}\n"
    assert [path for path in Path().rglob("*") if path.is_file()] == [Path(name)]
    assert main(["evaluate", name, "--data", quick[-1]]) == 0
    assert capsys.readouterr().out.splitlines()[0] == printed.splitlines()[-1]


def test_an_existing_file_is_replaced_whole_and_a_link_stays(quick):
    Path("old.npz").write_bytes(b"old")
    Path("old.npz").chmod(0o640)
    Path("link.npz").symlink_to("old.npz")
    assert main([*quick, "--save", "link.npz"]) == 0
    assert Path("link.npz").is_symlink()
    assert stat.S_IMODE(Path("old.npz").stat().st_mode) == 0o640
    assert Network.load("old.npz").layer_specs == [784, 8, 10]


def test_a_save_that_fails_leaves_the_old_file_and_nothing_beside(monkeypatch):
    network = Network.create([784, 10], np.random.default_rng(0))
    for save, name in ((network.save, "a.npz"), (Curve(Experiment()).save, "a.json")):
        Path(name).write_bytes(b"old")
        with monkeypatch.context() as patch:
            patch.setattr(os, "fsync", disk_is_full)
            with pytest.raises(OSError, match=f"No space left.*{name}"):
                save(name)
        assert Path(name).read_bytes() == b"old"
    assert sorted(path.name for path in Path().iterdir()) == ["a.json", "a.npz"]


def disk_is_full(_):
    raise OSError(28, "No space left on device")


def test_a_disk_that_is_full_at_the_end_does_not_cost_the_network(capsys, quick):
    assert main([*quick, "--save", "/dev/full"]) == 1
    printed, said = capsys.readouterr()
    assert "No space left" in said
    [instead] = [word for word in said.split() if "pycore-" in word]
    assert Network.load(instead).layer_specs == [784, 8, 10]
    assert "test accuracy" in printed


def test_a_training_that_diverges_keeps_its_network_and_its_curve(capsys, quick):
    words = ["--learning-rate", "1e8", "--optimiser", "sgd", "--epochs", "50"]
    words = [*quick[:4], "8,8,8", *quick[-2:], *words]
    assert main([*words, "--save", "mine", "--curve", "curve.json"]) == 1
    assert "learning rate" in capsys.readouterr().err
    assert Network.load("mine").layer_specs == [784, 8, 8, 8, 10]
    assert Curve.read(Path("curve.json").read_bytes()).training.step


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_who_stops_a_training_has_the_network_as_it_is(monkeypatch, capsys, quick, number, code):
    add = Curve.add

    def stopping(curve, metrics):
        add(curve, metrics)
        if metrics.step == 1:
            signal.raise_signal(number)

    monkeypatch.setattr(Curve, "add", stopping)
    handlers = [signal.getsignal(each) for each in (signal.SIGINT, signal.SIGTERM)]
    assert main([*quick, "--save", "mine", "--curve", "curve.json"]) == code
    assert [signal.getsignal(each) for each in (signal.SIGINT, signal.SIGTERM)] == handlers
    network, curve, last = capsys.readouterr().err.splitlines()
    assert network == "pycore: the network after step 1 is in mine"
    assert curve == "pycore: the curve after step 1 is in curve.json"
    assert last == "pycore: stopped"
    assert Network.load("mine").layer_specs == [784, 8, 10]


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("text", "text: not a readable .npz"),
        ("empty", "empty: not a readable .npz"),
        ("folder", "folder: "),
        ("missing", "missing: can't be read (No such file"),
        ("", "''"),
        ("mine", "mine: there is no such file; there is mine.npz"),
    ],
)
def test_evaluate_names_the_file_that_is_no_network(capsys, small_mnist, name, said):
    Path("text").write_text("not a zip")
    Path("empty").touch()
    Path("folder").mkdir()
    Path("mine.npz").touch()
    code, sentence = complaint(capsys, "evaluate", name, "--data", small_mnist)
    assert code == 1
    assert said in sentence


def test_strokes_of_a_wrong_file_are_told_before_the_judging(capsys, quick):
    assert main([*quick, "--save", "mine"]) == 0
    capsys.readouterr()
    Path("folder").mkdir()
    for name in ("mine", "missing", "folder", ""):
        assert main(["evaluate", "mine", "--data", quick[-1], "--strokes", name]) == 1
        printed, said = capsys.readouterr()
        assert (printed, said.count("\n")) == ("", 1)


def test_data_of_no_name_are_not_those_of_the_current_folder(capsys, small_mnist):
    Path("mnist.npz").symlink_to(small_mnist)
    for source in ("", "https://me.example/mnist.npz"):
        assert f"--data {source!r} names" in complaint(capsys, *QUICK, "--data", source)[1]


def test_without_data_it_says_where_it_looked_and_how_to_get_some(capsys, monkeypatch, tmp_path):
    monkeypatch.setenv("HOME", str(tmp_path))
    for words in (["train"], ["notebook", "3"], ["notebooks"]):
        code, sentence = complaint(capsys, *words)
        assert code == 1
        assert "--data mnist.npz" in sentence
        assert "--data" in sentence


@pytest.mark.parametrize(
    "place", ["mnist.npz", "data/mnist.npz", "mnist/mnist.npz", ".keras/datasets/mnist.npz"]
)
def test_data_are_found_where_they_usually_are(capsys, monkeypatch, tmp_path, small_mnist, place):
    monkeypatch.setenv("HOME", str(tmp_path))
    Path(place).parent.mkdir(parents=True, exist_ok=True)
    Path(place).symlink_to(small_mnist)
    assert main(QUICK) == 0
    folder = Path(place).parent.resolve()
    assert capsys.readouterr().err == f"pycore: MNIST is taken from {folder}\n"


def test_where_there_is_no_test_set_one_is_held_out(capsys, table):
    assert (
        main(["train", "--hidden-layers", "16", "--epochs", "3", "--data", table, "--save", "m"])
        == 0
    )
    printed, said = capsys.readouterr()
    held_out, fitting, _ = said.splitlines()
    assert "no test set there: 70 of 700 rows are held out as one" in held_out
    assert "630 images are there; 572 are for training" in fitting
    assert printed.startswith("784-16-10, 572 images to train on, 57 for validation")
    accuracy = printed.splitlines()[-1]
    assert "of 70 wrong" in accuracy

    assert main(["evaluate", "m", "--data", table]) == 0
    printed, said = capsys.readouterr()
    assert printed.splitlines()[0] == accuracy, "the same rows"
    assert "any other may have" in said

    assert main(["notebook", "3", "--steps", "2", "--data", table]) == 0
    printed, said = capsys.readouterr()
    assert "held out as one" in said
    assert "test accuracy" in printed
    assert main(["notebook", "3", "--steps", "2", "--rows", "500", "--data", table]) == 0


def test_a_step_too_many_is_told_as_such(capsys, table):
    assert "Steps: " in complaint(capsys, "notebook", "1", "--steps", "100000", "--data", MNIST)[1]


def test_data_are_fetched_into_a_folder_that_can_be_written(capsys):
    Path("file").touch()
    words = ["train", "http://127.0.0.1:9/#train?v=1", "--data"]
    assert "can't be written there" in complaint(capsys, *words, "file/mnist.npz")[1]
    assert main([*words, "new/mnist.npz"]) == 1
    assert "could not be fetched" in capsys.readouterr().err


def test_rows_that_are_held_out_are_not_learned_from(table):
    from pycore import load
    from pycore.cli.data import hold_out

    data = load(table).train
    rest, test = hold_out(data)
    rows = [{image.tobytes() for image in each.images} for each in (rest, test)]
    assert (len(rows[0]), len(rows[1])) == (630, 70)
    assert not rows[0] & rows[1]
    assert list(np.bincount(test.labels)) == [7] * 10, "each class by its share"


@pytest.mark.parametrize("size", [110, 1_000, 37_800, 54_999, 55_001, 59_999])
def test_as_many_images_are_learned_from_as_there_are(size):
    found = fitted(Experiment(), size)
    assert size - 1 <= found.training_images + found.validation_images <= size


def test_too_few_to_learn_from():
    with pytest.raises(DataError, match="109 images are there; a training needs 110 at least"):
        fitted(Experiment(), 109)


def test_a_set_that_is_asked_for_and_too_large_is_an_error(capsys, table):
    code = main(["train", "--images", "600", "--data", table])
    assert code == 1
    assert "needs 660 images, 630 are there" in capsys.readouterr().err


@pytest.mark.parametrize("number", ["3", "03", "003"])
def test_a_notebook_by_its_number(capsys, number):
    words = ["--steps", "2", "--data", MNIST]
    assert main(["notebook", number, "--rows", "200", *words]) == 0
    assert capsys.readouterr().out.startswith("003: ")
    address = f"https://me.example/#notebooks/{number}?v=1&rows=200&steps=2&switches="
    assert main(["train", address, "--data", MNIST]) == 0
    assert "003: " in capsys.readouterr().out


def shell(line, **variables):
    """Run a line in a real shell: exit code, output and errors."""
    done = subprocess.run(
        ["bash", "-c", line],
        capture_output=True,
        env={**os.environ, "PYTHONPATH": str(ROOT), **variables},
        timeout=300,
    )
    return done.returncode, done.stdout, done.stderr.decode(errors="replace")


def test_who_reads_one_line_and_leaves_is_not_complained_to(quick):
    quick[quick.index("--epochs") + 1] = "300"  # when the reader leaves, it still has lines to say
    line = f"{PYCORE} {' '.join(quick)} --save mine | head -1; echo ${{PIPESTATUS[0]}}"
    _, printed, said = shell(line)
    assert printed.splitlines()[-1] == b"141"
    assert re.fullmatch(r"pycore: the network after step \d+ is in mine\n", said)
    assert Network.load("mine").layer_specs == [784, 8, 10]


def test_lines_come_through_a_pipe_as_they_are_printed_and_ctrl_c_ends_it(small_mnist):
    words = ["train", "--epochs", "1000", "--images", "200", "--data", small_mnist]
    with subprocess.Popen(
        [sys.executable, "-m", "pycore", *words, "--save", "mine"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    ) as process:
        assert process.stdout.readline().startswith(b"784-200-10")
        assert process.stdout.readline().startswith(b"epoch 1,")
        process.send_signal(signal.SIGINT)
        _, said = process.communicate(timeout=120)
    assert process.returncode == 130
    network, last = said.decode().splitlines()
    assert network.startswith("pycore: the network after step ")
    assert last == "pycore: stopped"
    assert Network.load("mine").layer_specs == [784, 200, 10]


@pytest.mark.parametrize(
    ("where", "code", "said"),
    [(">&-", 0, ""), (">&- 2>&-", 0, ""), (">/dev/full", 1, "pycore: No space left on device\n")],
)
def test_a_stream_that_is_closed_or_full(quick, where, code, said):
    assert shell(f"{PYCORE} {' '.join(quick)} {where}") == (code, b"", said)


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "latin-1", "utf-8"])
def test_any_encoding_can_print_it(quick, encoding):
    code, printed, said = shell(f"{PYCORE} {' '.join(quick)}", PYTHONIOENCODING=encoding)
    assert (code, said) == (0, "")
    dash = "–" if encoding in ("cp1252", "utf-8") else "-"
    assert f"%{dash}" in printed.decode(encoding)


def test_a_fault_of_the_package_is_a_line_and_says_how_to_see_more():
    line = f"{sys.executable} -c 'from pycore.cli.program import run; exit(run(lambda: 1 // 0))'"
    code, _, said = shell(line)
    assert (code, said.count("\n")) == (1, 1)
    assert "ZeroDivisionError" in said
    assert "Traceback" in shell(line, PYCORE_DEBUG="1")[2]


def test_bytes_that_are_no_text(quick):
    name = os.fsdecode(b"\xff\xfe")
    line = f"{PYCORE} {' '.join(quick)} --save {name}"
    done = subprocess.run(
        ["bash", "-c", line], capture_output=True, env={**os.environ, "PYTHONPATH": str(ROOT)}
    )
    assert done.returncode == 0
    assert done.stderr == b"pycore: the network is in \xff\xfe\n"
    assert shell(f"{PYCORE} evaluate {name} --data {quick[-1]}")[0] == 0
    code, _, said = shell(f"{PYCORE} train {name}")
    assert (code, said.count("\n")) == (2, 1)


THREADS = """
import sys
from pycore.cli import make_parser, program
program.one_thread()
getter = program.SETTERS[0].replace("set", "get")
print(*{getattr(library, getter)() for library in program._libraries() if hasattr(library, getter)})
"""


@pytest.mark.skipif(program._setter() is None, reason="this NumPy computes without OpenBLAS")
def test_products_are_by_one_thread_unless_the_user_says_how_many():
    free = dict.fromkeys(program.VARIABLES, "")
    assert shell(f"{sys.executable} -c '{THREADS}'", **free)[1] == b"1\n"
    asked = {**free, "OPENBLAS_NUM_THREADS": "2"}
    assert shell(f"{sys.executable} -c '{THREADS}'", **asked)[1] == b"2\n"


def test_the_curve_is_that_of_one_thread_bit_by_bit(quick):
    words = " ".join(quick).replace("--hidden-layers 8", "--hidden-layers 256")
    free = dict.fromkeys(program.VARIABLES, "")
    for name, variables in (("a", free), ("b", {**free, "OPENBLAS_NUM_THREADS": "1"})):
        assert shell(f"{PYCORE} {words} --curve {name}", **variables)[0] == 0
    assert Path("a").read_bytes() == Path("b").read_bytes()


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["frog", "--out", "x"], 2, "invalid choice: 'frog'"),
        (["small"], 2, "required: --out"),
        (["small", "--ou", "x"], 2, "--out"),
        (["small", "--out", "."], 2, "is a folder"),
        (["small", "--out", "file/x"], 1, "can't be written there"),
        (
            ["small", "--out", "x", "--strokes", "nothing"],
            1,
            "nothing: can't be read (No such file",
        ),
        (["small", "--out", "x", "--data", "nowhere"], 1, "nowhere: there is no such file"),
    ],
)
def test_the_shipped_networks_are_refused_before_the_hour_of_training(capsys, words, code, said):
    Path("file").touch()
    assert pretrained.main(words) == code
    error = capsys.readouterr().err
    assert said in error
    assert error.count("\n") == 1


def test_a_warning_is_a_line_on_the_error_stream(tmp_path, capsys):
    rng = np.random.default_rng(0)
    labels = np.arange(2_000) % 9
    labels[0] = 9  # one image of 2,000: too rare to be drawn
    images = rng.integers(0, 255, (2_000, 28, 28)).astype(np.uint8)
    test = {"x_test": images[:50], "y_test": labels[1:51]}
    np.savez(tmp_path / "rare.npz", x_train=images, y_train=labels, **test)
    assert main([*QUICK, "--data", "rare.npz"]) == 0
    assert capsys.readouterr().err == (
        "pycore: no image of these classes was drawn to learn from: 9; draw more images\n"
    )
