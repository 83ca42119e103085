"""What the README gives to copy runs as it stands, but for the folder that it leaves open."""

import re
import shlex
from pathlib import Path

from pycore.__main__ import main

README = Path("README.md").read_text(encoding="utf-8")
MNIST = str(Path(".cache/mnist").resolve())


def with_data(text):
    assert "folder/of/mnist" in text
    return text.replace("folder/of/mnist", MNIST)


def test_the_python_example(tmp_path, monkeypatch, capsys):
    [code] = re.findall(r"```python\n(.*?)```", README, re.DOTALL)
    monkeypatch.chdir(tmp_path)
    exec(compile(with_data(code), "README.md", "exec"), {})
    *_, accuracy, first, last = capsys.readouterr().out.splitlines()
    assert float(accuracy) > 0.92
    assert len((first + last).strip("[]").split()) == 10
    assert (tmp_path / "mine.npz").exists()


def test_the_command_line_examples(tmp_path, monkeypatch, capsys):
    commands = re.findall(r"^    python -m pycore (.*)$", README, re.MULTILINE)
    monkeypatch.chdir(tmp_path)
    for command in commands:
        assert main(shlex.split(with_data(command))) == 0
    judged = re.findall(r"^test accuracy ([\d.]+)%", capsys.readouterr().out, re.MULTILINE)
    assert len(judged) == len(commands) == 4
    trained, evaluated, shared, notebook = judged
    assert trained == evaluated
    assert len({trained, shared, notebook}) == 3
