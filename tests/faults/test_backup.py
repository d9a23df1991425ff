"""A backup made under load rises elsewhere as it was at its moment, with an unbroken audit trail."""

import json
import shutil
from pathlib import Path

from tests.faults.installation import Installation, report, until
from tests.faults.load import working


def test_a_backup_under_load_is_one_moment_and_rises_elsewhere(
    installation: Installation, tmp_path: Path
) -> None:
    with working(installation) as load:
        numbers = load.numbers
        until(lambda: len(numbers) > 50, 60, "a load")
        before = list(numbers)
        said = installation.run("backup", str(tmp_path / "backup"))
        after = len(numbers)
        until(lambda: len(numbers) > after + 20, 60, "more load")
    assert "rows and" in said
    manifest = json.loads((tmp_path / "backup" / "manifest.json").read_text())
    there = installation.number("select count(*) from matters_matter")
    assert len(before) <= manifest["counts"]["matters_matter"] < there

    elsewhere = Installation(tmp_path / "elsewhere")
    elsewhere.data.mkdir()
    shutil.copy(installation.data / "secrets.json", elsewhere.data)
    try:
        restored = elsewhere.run("restore", str(tmp_path / "backup"))
        assert "unbroken audit trail" in restored
        elsewhere.start()
        counts = manifest["counts"]
        assert elsewhere.number("select count(*) from matters_matter") == counts["matters_matter"]
        kept = {number for (number,) in elsewhere.query("select number from matters_matter")}
        assert set(before) <= kept
        # What stood half done in the queue is taken up there.
        until(lambda: elsewhere.number("select count(*) from delivery_outbox") == 0, 60, "the worker")
        assert "each where and as it was written" in elsewhere.run("audit", "verify")
        elsewhere.seeds = installation.seeds
        assert elsewhere.system("intake_officer").post("/matters", report()).status == 201
    finally:
        elsewhere.stop()
