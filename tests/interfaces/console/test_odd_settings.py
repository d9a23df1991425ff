"""Settings as files and people write them: read without their line ends, or refused in one line that names them."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from sanling.env import env_url

PROGRAM = (sys.executable, "-m", "sanling.interfaces.console.main", "profile", "check")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SANLING_LOG_LEVEL", "loud"),
        ("SANLING_AUDIT_KEY", "ａｂｃ"),
        ("SANLING_BLIND_INDEX_KEY", "abc"),
        ("SANLING_PRIVACY_KEYS", "k1:abc"),
        ("DATABASE_URL", "postgresql://x:y@h:abc/z"),
        ("DATABASE_URL", "postgresql://[x/z"),
        ("SANLING_OIDC_URL", "http://[x"),
        ("SANLING_PUBLIC_URL", "sanling.example.org"),
        ("SANLING_PUBLIC_URL", '"https://sanling.example.org"'),
        ("SANLING_SMS_URL", "ｈｔｔｐ：／／x"),
    ],
)
def test_a_setting_that_cant_be_read_is_refused_in_a_line_that_names_it(
    tmp_path: Path, name: str, value: str
) -> None:
    line = refused(tmp_path, name, value)
    assert name in line
    assert "abc" not in line or name == "DATABASE_URL", "a secret is not told"


@pytest.mark.parametrize("held", ["[]", "null", '"x"', "{", "\ufeff{}"])
def test_a_file_that_holds_no_secrets_is_refused_in_a_line_that_names_it(tmp_path: Path, held: str) -> None:
    path = tmp_path / "secrets.json"
    path.write_text(held)
    assert str(path) in refused(tmp_path, "SANLING_SECRETS_FILE", str(path))


def refused(tmp_path: Path, name: str, value: str) -> str:
    own = {"SANLING_DATA": str(tmp_path), name: value}
    done = subprocess.run(PROGRAM, env={**os.environ, **own}, capture_output=True, text=True, check=False)
    assert done.returncode == os.EX_CONFIG
    assert "Fix: " in done.stderr
    (line,) = done.stderr.splitlines()
    return line


@pytest.mark.parametrize("written", ["https://x.cn", "https://x.cn/ ", " https://x.cn/\r"])
def test_an_address_is_read_without_the_spaces_and_line_ends_of_its_file(
    monkeypatch: pytest.MonkeyPatch, written: str
) -> None:
    monkeypatch.setenv("SANLING_PUBLIC_URL", written)
    assert env_url("SANLING_PUBLIC_URL") == "https://x.cn"
