"""A warning is called by its colour, and found by that."""

from tests.domain.workflow.stage import Case, done


def test_the_new_title_is_found() -> None:
    matter = Case()
    act = done("rise", {"standing": ("standing", {"title": "橙色预警：通信花园小学"})}, matter=matter)
    assert vars(matter)["title"] == "橙色预警：通信花园小学"
    assert [words[0] for words in act.told] == ["find by"]
