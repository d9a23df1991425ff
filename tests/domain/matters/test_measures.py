"""What is counted of matters and their steps has names in both languages."""

import pytest
from django.utils import translation

from sanling.domain.indicators.flows import Flow, flows


@pytest.mark.parametrize("flow", flows().values(), ids=lambda flow: flow.code)
def test_every_measure_has_its_name(flow: Flow) -> None:
    for language in ("en", "zh-hans"):
        with translation.override(language):
            names = [str(name) for name in flow.measures.values()]
        assert len(set(names)) == len(names)
        assert all(any("\u4e00" <= sign <= "\u9fff" for sign in name) == (language != "en") for name in names)
