"""A category is one of the matter's own kind; the box begins with the one it has."""

from types import SimpleNamespace
from typing import Any

import pytest

from sanling.domain.workflow.field_types import field_type
from sanling.foundation.profile.registry import profile_by_code
from tests.city import VILLAGE
from tests.domain.matters.field_types.reading import ODD, asking, is_refused, read

PART = profile_by_code("zhengzhou").part("matters")
KINDS = [kind.code for kind in PART.kinds if PART.categories(kind.code)]


def of_kind(kind: str) -> Any:
    return asking("category", SimpleNamespace(kind=kind, category="other", division_id=VILLAGE))


@pytest.mark.parametrize("kind", KINDS)
def test_every_category_of_the_kind_is_offered_and_read_and_no_other(kind: str) -> None:
    asked, own = of_kind(kind), PART.category_codes(kind)
    assert [code for code, _name in field_type("category").options(asked)] == [
        category.code for category in PART.categories(kind)
    ]
    every = {category.code for some in PART.category_sets for category in some.categories}
    for code in every:
        assert is_refused(code, asked) == (code not in own)
        if code in own:
            assert read(code, asked) == code


@pytest.mark.parametrize("raw", [*ODD, None, "", True], ids=repr)
def test_what_is_none_is_refused(raw: Any) -> None:
    assert is_refused(raw, of_kind("dispute"))


def test_the_box_begins_with_the_one_that_the_matter_has() -> None:
    assert field_type("category").initial(of_kind("dispute")) == "other"
