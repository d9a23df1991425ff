"""What only its owner may read is made once and written where it was made, whatever its name leads to since."""

import os
from pathlib import Path

import pytest

from sanling.foundation.files.owners import new_for_owner


def test_only_its_owner_reads_it_whatever_the_usual_mode_is(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        with new_for_owner(tmp_path / "a") as file:
            file.write(b"secret")
    finally:
        os.umask(before)
    assert (tmp_path / "a").read_bytes() == b"secret"
    assert (tmp_path / "a").stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("leads_to", ["there", "nowhere"])
def test_nothing_is_written_through_a_link_or_over_a_file(tmp_path: Path, leads_to: str) -> None:
    (tmp_path / "there").write_bytes(b"precious")
    (tmp_path / "link").symlink_to(tmp_path / leads_to)
    for name in ("link", "there"):
        with pytest.raises(FileExistsError):
            new_for_owner(tmp_path / name)
    assert (tmp_path / "there").read_bytes() == b"precious"
    assert not (tmp_path / "nowhere").exists()


def test_what_is_written_goes_where_it_was_made_though_the_name_leads_elsewhere_by_then(
    tmp_path: Path,
) -> None:
    with new_for_owner(tmp_path / "a") as file:
        (tmp_path / "a").rename(tmp_path / "moved")
        (tmp_path / "a").symlink_to(tmp_path / "attackers")
        file.write(b"secret")
    assert (tmp_path / "moved").read_bytes() == b"secret"
    assert not (tmp_path / "attackers").exists()
