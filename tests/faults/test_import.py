"""A bad import reports every row, and changes nothing."""

import subprocess
from pathlib import Path

from tests.faults.installation import PROGRAM, Installation


def test_10000_bad_rows_are_all_reported_and_nothing_is_taken_in(
    installation: Installation, tmp_path: Path
) -> None:
    before = installation.number("select count(*) from territory_division")
    bad = tmp_path / "bad.csv"
    rows = [f"4101050020x{n % 10},村{n},village" for n in range(9_999)]
    bad.write_text(
        "\n".join(["code,name,level", "410105002099,新村,village", *rows, "410105002098,,village"])
    )
    done = subprocess.run(
        [*PROGRAM, "import", "divisions", str(bad)],
        env=installation.environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    said = done.stdout.splitlines()
    named = [int(line.removeprefix(f"{bad}:").split(":")[0]) for line in said if line.startswith(f"{bad}:")]
    assert named == list(range(3, 10_003))
    assert said[len(named) : -1] == ["9,999 times: a code has digits only", "1 times: the name is missing"]
    assert said[-1].startswith("Nothing was imported: 10,000 rows are faulty.")
    assert installation.number("select count(*) from territory_division") == before
