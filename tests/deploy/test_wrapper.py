"""The shipped wrapper runs the program with the service's settings, whatever way these are written."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parents[2]
PLACES = {
    "cd /opt/sanling\n": f"cd {CHECKOUT}\n",
    # Without the variable that lets a test import this checkout it would run the linked one.
    ".venv/bin/python -I ": f"{sys.executable} ",
    "setpriv --reuid=sanling --regid=sanling --init-groups -- /opt/sanling/.venv/bin/sanling": (
        f"{sys.executable} -m sanling.interfaces.console.main"
    ),
}


@pytest.mark.parametrize("said", ["", "{tmp}/elsewhere"])
def test_a_command_by_hand_works_where_the_service_does_or_where_it_is_told(
    tmp_path: Path, said: str
) -> None:
    text = (CHECKOUT / "deploy" / "sanling").read_text()
    file = tmp_path / "sanling.env"
    file.write_text(
        f"# ours\nSANLING_DATA='{tmp_path}'\nSANLING_PROFILE=\"zhengzhou\"\nSANLING_SECRET_KEY=only-one\n"
    )
    for shipped, here in {**PLACES, "/etc/sanling.env": str(file)}.items():
        assert shipped in text
        text = text.replace(shipped, here)
    plain = {name: value for name, value in os.environ.items() if not name.startswith("SANLING_")}
    told = {"SANLING_DATA": said.format(tmp=tmp_path), "SANLING_SECRET_KEY": ""} if said else {}
    done = subprocess.run(
        ["/bin/sh", "-c", text, "sanling", "secrets"],
        env=plain | told,
        capture_output=True,
        text=True,
        check=False,
    )
    # The file's one secret is read, or what the caller says instead of it.
    assert ("There is no AUDIT_KEY beside the others" in done.stderr) is not bool(said)
    assert done.returncode == (0 if said else 1)
