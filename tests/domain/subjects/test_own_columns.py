"""A city's own columns are read by their sort, and who is in charge also below a heading that is merged."""

import pytest

from sanling.domain.subjects.own_columns import own_columns, read_field
from sanling.foundation.profile.registry import profile_by_code


def test_who_is_in_charge_is_named_below_a_merged_heading_too() -> None:
    columns = {column.code: column for column in own_columns(profile_by_code("zhengzhou"))}
    assert "负责人姓名" in columns["duty.lead"].names
    assert "负责人电话" in columns["phone.lead"].names
    assert columns["duty.lead"].personal


def test_fields_are_read_by_their_sort() -> None:
    assert read_field("number")("９００") == 900
    assert read_field("day")("2026年3月1日") == "2026-03-01"
    with pytest.raises(ValueError, match="整数"):
        read_field("number")("x")
