"""A matter is found by its number, words and place, and never by who brought it."""

import pytest

from sanling.domain.matters.models import Matter, Party
from sanling.domain.matters.searching import search_tokens
from sanling.foundation.text import search_q, tokens
from tests.domain.matters.helpers import PHONE, registered


def test_it_is_found_by_all_that_is_said_in_it_and_what_is_added() -> None:
    matter = Matter(number="ZZ-260601-00001-A", title="楼道垃圾", text="楼道里堆满了垃圾", place="三号楼")
    found = set(search_tokens(matter, extra=["自行车"]))
    for words in (matter.number, matter.title, matter.text, matter.place, "自行车"):
        assert set(tokens(words)) <= found
    assert not set(tokens("自行车")) <= set(search_tokens(matter))


@pytest.mark.django_db
@pytest.mark.usefixtures("workflows")
def test_nobody_is_found_by_their_name_or_phone() -> None:
    matter = registered().matter
    assert Party.objects.get(matter=matter).name == "王小明"
    for words, is_found in (("楼道", True), ("三号楼", True), ("王小明", False), (PHONE, False)):
        assert Matter.objects.filter(search_q("search", words)).exists() == is_found
