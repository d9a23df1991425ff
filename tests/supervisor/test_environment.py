"""The file of settings is read as systemd reads it, and whoever calls may say something else for once."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from sanling.supervisor.environment import assigned, read_settings, with_settings

# Reads environment.d by the same parser, and prints what it found; it expands "$", and drops names with nothing new.
SYSTEMD = Path("/usr/lib/systemd/user-environment-generators/30-systemd-environment-d-generator")


def test_quotes_escapes_comments_and_lines_that_go_on_are_read() -> None:
    file = r"""
# A comment, and
; another
SANLING_PROFILE = zhengzhou
SANLING_OIDC_NAME="统一 \"身份\" 认证"   # no comment
SANLING_OIDC_SECRET='a "b" $c #d'
SANLING_ALLOWED_HOSTS=a.example.org,\
b.example.org
SANLING_SMS_URL=https://sms.example.org/?a=b#c
export HOST=0.0.0.0
1NAME=x
"""
    assert read_settings(file) == {
        "SANLING_PROFILE": "zhengzhou",
        "SANLING_OIDC_NAME": '统一 "身份" 认证# no comment',
        "SANLING_OIDC_SECRET": 'a "b" $c #d',
        "SANLING_ALLOWED_HOSTS": "a.example.org,b.example.org",
        "SANLING_SMS_URL": "https://sms.example.org/?a=b#c",
    }


@given(st.text(st.characters(exclude_characters="\x00", exclude_categories=["Cs"])))
def test_what_is_written_is_read_again(value: str) -> None:
    assert read_settings(f"A=1\n{assigned('B', value)}\nC=2\n") == {"A": "1", "B": value, "C": "2"}


@pytest.mark.skipif(not SYSTEMD.exists(), reason="systemd is not installed")
@settings(max_examples=60)
@given(st.text(st.sampled_from("AB=  \t\n\n'\"\\#;xé"), max_size=40))
@example("A=\\\n B=x\n")
@example('A="x" y \nB=z')
def test_systemd_reads_the_same(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    # A comment that ends in a backslash is read differently from systemd 254 on.
    text = "".join(line for line in text.splitlines(True) if not line.lstrip().startswith(("#", ";")))
    folder = tmp_path_factory.mktemp("config")
    (folder / "environment.d").mkdir()
    (folder / "environment.d" / "a.conf").write_text(text)
    told = subprocess.run(
        [SYSTEMD], env={"XDG_CONFIG_HOME": str(folder), "HOME": str(folder)}, capture_output=True, check=True
    )
    # It prints values for a shell, but tabs and new lines as C does.
    shown = subprocess.run(
        ["/bin/bash", "-c", r'eval "$(cat)"; printf "%s\0%s" "$A" "$B"'],
        input=told.stdout.replace(rb"\t", b"\t").replace(rb"\n", b"\n"),
        capture_output=True,
        check=True,
    )
    read = read_settings(text)
    assert [value.rstrip("\n") for value in shown.stdout.decode().split("\0")] == [
        read.get(name, "").rstrip("\n") for name in "AB"
    ]


def test_what_the_caller_says_of_ours_goes_before_the_file_and_nothing_else_does() -> None:
    own = {"SANLING_DATA": "/srv/elsewhere", "HOST": "shell", "PATH": "/bin", "DATABASE_URL": ""}
    file = {
        "SANLING_DATA": "/data",
        "HOST": "0.0.0.0",
        "DATABASE_URL": "postgresql://x/y",
        "SANLING_PROFILE": "z",
    }
    assert with_settings(own, file, {"SANLING_DATA": "/var/lib/sanling", "PORT": "1"}) == {
        "SANLING_DATA": "/srv/elsewhere",
        "HOST": "0.0.0.0",
        "PATH": "/bin",
        "DATABASE_URL": "",
        "SANLING_PROFILE": "z",
        "PORT": "1",
    }


def test_a_program_runs_with_the_settings_of_a_file(tmp_path: Path) -> None:
    file = tmp_path / "sanling.env"
    file.write_text('\ufeffSANLING_OIDC_NAME="a $b"\n')
    module = [sys.executable, "-m", "sanling.supervisor.environment"]
    shows = "import os; print(os.environ['SANLING_OIDC_NAME'], os.environ['SANLING_DATA'])"
    program = ["SANLING_DATA=/var/lib/sanling", sys.executable, "-c", shows]
    plain = {name: value for name, value in os.environ.items() if not name.startswith("SANLING_")}
    done = subprocess.run(
        [*module, str(file), *program], env=plain, capture_output=True, text=True, check=True
    )
    assert done.stdout == "a $b /var/lib/sanling\n"
    gone = subprocess.run(
        [*module, str(file) + "x", *program], env=plain, capture_output=True, text=True, check=False
    )
    assert gone.returncode != 0
    assert gone.stderr.startswith(f"sanling: {file}x can't be read")
    assert gone.stderr.count("\n") == 1
