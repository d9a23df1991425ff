"""What city an installation is of that names none."""

from pathlib import Path

from sanling.supervisor.cities import cities, default_city
from sanling.supervisor.installation import PROFILES


def heads(root: Path, **texts: str) -> Path:
    for name, text in texts.items():
        (root / name).mkdir()
        (root / name / "profile.toml").write_text(text, encoding="utf-8")
    return root


def test_it_is_the_one_whose_profile_says_so_else_the_first_by_name(tmp_path: Path) -> None:
    root = heads(tmp_path, base='code = "base"\n', north='city = "1101"\n', south='city = "4401"\n')
    assert cities(root) == ["north", "south"]
    assert default_city(root) == "north"
    (root / "south" / "profile.toml").write_text('city = "4401"\ndefault = true # of two\n', encoding="utf-8")
    assert default_city(root) == "south"


def test_a_folder_without_cities_has_none(tmp_path: Path) -> None:
    assert default_city(heads(tmp_path, base='code = "base"\ndefault = true\n')) == ""


def test_one_of_the_shipped_cities_is_the_default() -> None:
    assert default_city(PROFILES) in cities(PROFILES)


def test_a_head_is_read_as_editors_write_it_and_one_that_can_not_be_read_is_a_citys(tmp_path: Path) -> None:
    root = heads(tmp_path, marked='\ufeffcity = "1101"\n', odd="", wide="")
    (root / "odd" / "profile.toml").unlink()
    (root / "odd" / "profile.toml").mkdir()
    (root / "wide" / "profile.toml").write_bytes('code = "wide"\n'.encode("utf-16"))
    assert cities(root) == ["marked", "odd", "wide"]
