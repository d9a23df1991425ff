"""The program explains itself to a newcomer."""

import os
import subprocess
import sys

import click
import pytest
from click.testing import CliRunner

from sanling.interfaces.console.main import COMMANDS, cli


def walk(name: str, command: click.Command) -> list[tuple[str, click.Command]]:
    found = [(name, command)]
    if isinstance(command, click.Group):
        for inner in command.commands.values():
            found += walk(f"{name} {inner.name}", inner)
    return found


def test_the_overview_names_every_command_and_imports_none_of_them() -> None:
    program = (
        "import sys; from sanling.interfaces.console.main import cli\n"
        "try: cli.main(['--help'])\n"
        "finally: print('loaded', [m for m in sys.modules if m.startswith('sanling.domain')])"
    )
    shown = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout
    assert "loaded []" in shown
    for name, entry in COMMANDS.items():
        assert (entry.summary in shown) is not entry.hidden, name


@pytest.mark.parametrize("name", COMMANDS)
def test_each_help_is_a_sentence_that_says_what_the_command_does(name: str) -> None:
    command = cli.get_command(click.Context(cli), name)
    assert command is not None
    for path, inner in walk(name, command):
        assert inner.help, path
        assert inner.help.split("\n")[0].rstrip().endswith((".", ":")) or inner.help.split("\n\n")[
            0
        ].rstrip().endswith(".")
        shown = CliRunner().invoke(inner, ["--help"])
        if name != "manage":
            assert shown.exit_code == 0, path
            assert "Usage:" in shown.output


def test_an_unknown_command_is_refused_with_the_way_to_help() -> None:
    shown = CliRunner().invoke(cli, ["dmeo"])
    assert shown.exit_code == 2
    assert "No such command" in shown.output


@pytest.mark.parametrize("name", ["张三".encode("gbk"), b"\xff"])
def test_what_was_typed_in_another_encoding_is_refused_in_a_line(name: bytes) -> None:
    console = "sanling.interfaces.console.main"
    program = [sys.executable, "-m", console, "administrator", "a", "--name", os.fsdecode(name)]
    done = subprocess.run(program, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    assert "is not written in utf-8. Fix: " in done.stderr
