"""What "Share" gives runs as it is, against the package as pip installs it, and gives one curve."""

import json
import re
import shlex
import site
import subprocess
import sys
from types import SimpleNamespace

import pytest

from pycore import DataError, Experiment, Run, fetch, load
from pycore.files.curve import Curve, compare
from tools.data import PAGE_DATA
from tools.environment import PYTHON
from tools.paths import MNIST, VENV
from tools.server import serving
from tools.wheel import write_wheel
from web import share

EXPERIMENT = Experiment(images=2_000, hidden_layers=(32, 16), epochs=2, batch_size=50, seed=5)


@pytest.fixture(scope="module")
def here(tmp_path_factory):
    """A folder with nothing in it, and a site that has the package and MNIST."""
    folder, served = tmp_path_factory.mktemp("here"), tmp_path_factory.mktemp("site")
    environment(folder / "env")
    write_wheel(served)
    [wheel] = served.iterdir()
    (served / "data").symlink_to(PAGE_DATA, target_is_directory=True)
    with serving(served) as url:
        yield SimpleNamespace(folder=folder, site={"page": url, "wheel": f"{url}{wheel.name}"})


def environment(folder):
    """Where pycore is to be installed; NumPy and pip are the project's own."""
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", folder], check=True)
    [packages] = folder.glob("[lL]ib/**/site-packages")
    lines = "".join(f"{path}\n" for path in site.getsitepackages())
    (packages / "project.pth").write_text(lines, encoding="utf-8")


@pytest.fixture(scope="module")
def copies(here):
    session = SimpleNamespace(run=None, curve=None)
    return share.copies(session, EXPERIMENT.as_dict(), here.site)


@pytest.fixture(scope="module")
def installed(here, copies):
    """Install as the texts say; runs Python there, and gives what it printed."""
    python = here.folder / "env" / PYTHON.relative_to(VENV)
    [wanted] = re.findall(r"Once: pip (install .*)", copies["script"])
    assert wanted == f"install {here.site['wheel']}"

    def run(*words):
        done = subprocess.run(
            [python, *words], cwd=here.folder, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    run("-m", "pip", "--disable-pip-version-check", *shlex.split(wanted))
    assert "site-packages" in run("-c", "import pycore; print(pycore.__file__)")
    return run


def test_mnist_comes_from_the_page_as_it_was(here):
    path = fetch(f"{here.site['page']}#train?v=1", here.folder / "other.npz")
    for mine, original in zip(load(path)[:2], load(MNIST)[:2], strict=True):
        assert (mine.images == original.images).all()
        assert (mine.labels == original.labels).all()
    changed = path.stat().st_mtime_ns
    assert fetch("http://127.0.0.1:9/", path).stat().st_mtime_ns == changed, "it is there already"


@pytest.mark.parametrize(
    "site", ["http://127.0.0.1:9/", "nonsense", "{page}nothing/"], ids=["off", "no URL", "empty"]
)
def test_a_page_that_does_not_have_mnist_is_told(here, site):
    with pytest.raises(DataError, match=r"train-00-images.* could not be fetched"):
        fetch(site.format(page=here.site["page"]), here.folder / "none.npz")
    assert not list(here.folder.glob("none*"))


def figures(printed):
    """The last line of each epoch, and the test accuracy."""
    epochs = re.findall(r"epoch (\d), step (\d+): .*?([\d.]+)%", printed)
    [test] = re.findall(r"test accuracy ([\d.]+)%", printed)
    return {epoch: (step, accuracy) for epoch, step, accuracy in epochs}, test


@pytest.fixture(scope="module")
def expected():
    run = Run(EXPERIMENT, load(MNIST).train)
    curve = Curve(EXPERIMENT)
    for metrics in run:
        curve.add(metrics)
    return curve


def agrees(printed, curve):
    epochs, test = figures(printed)
    step, accuracy = epochs["2"]
    assert (int(step), f"{curve.validation.accuracy[-1]:.2%}") == (80, f"{accuracy}%")
    assert float(test) > 80


def test_the_script(here, copies, installed, expected):
    (here.folder / "run.py").write_text(copies["script"], encoding="utf-8")
    agrees(installed("run.py"), expected)


def test_the_notebook(here, copies, installed, expected):
    cells = [
        "".join(cell["source"])
        for cell in json.loads(copies["notebook"])["cells"]
        if cell["cell_type"] == "code"
    ]
    magic, *code = cells
    assert magic.startswith("%pip install ")
    installed("-m", *shlex.split(magic.removeprefix("%")))
    agrees(installed("-c", "\n".join(code)), expected)


def test_a_notebooks_script_and_command_line(here, installed):
    address = "notebooks/002?v=1&switches=low-rate&rows=300&steps=20&seed=4"
    copies = share.notebook_copies(None, address, here.site)
    (here.folder / "notebook.py").write_text(copies["script"], encoding="utf-8")
    script = installed("notebook.py")
    line = installed(*shlex.split(copies["command"])[1:])
    assert "as switched, step 20: " in script
    [found] = re.findall(r"as switched: test accuracy ([\d.]+)%", script)
    assert re.search(rf"test\b.*{re.escape(found)}", line)


def test_the_command_line_and_its_curve(here, copies, installed, expected):
    python, *words = shlex.split(copies["command"])
    assert python == "python"
    agrees(installed(*words, "--curve", "curve.json"), expected)
    curve = Curve.read((here.folder / "curve.json").read_bytes())
    assert curve.experiment == EXPERIMENT
    assert compare(curve.training, expected.training) == (80, 80, 0, 0)
    assert compare(curve.validation, expected.validation) == (8, 80, 0, 0)
