"""Each code counts in one row of the report alone."""

import pytest
from pydantic import ValidationError

from sanling.domain.mediation.report_config import ReportPart

ROW = {"code": "contract", "name": {"zh": "合同", "en": "Contract"}, "of": ["sale", "lease"]}
OTHER = {"code": "other", "name": {"zh": "其他", "en": "Other"}}


def test_a_row_takes_its_own_code_and_what_it_names() -> None:
    part = ReportPart.model_validate({"categories": [ROW, OTHER]})
    assert part.row_of["category"] == {
        "contract": "contract",
        "sale": "contract",
        "lease": "contract",
        "other": "other",
    }


@pytest.mark.parametrize("name", ["categories", "sources", "endings"])
def test_a_code_of_two_rows_is_refused_by_name(name: str) -> None:
    with pytest.raises(ValidationError, match=f"report.{name} counts 'sale' twice"):
        ReportPart.model_validate({name: [ROW, {**OTHER, "of": ["sale"]}]})
