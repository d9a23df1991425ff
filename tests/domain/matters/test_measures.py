"""What is counted of matters has names in both languages."""

from django.utils import translation

from sanling.domain.matters.measures import FLOWS


def test_every_measure_has_its_name() -> None:
    (flow,) = FLOWS
    for language in ("en", "zh-hans"):
        with translation.override(language):
            names = [str(name) for name in flow.measures.values()]
        assert len(set(names)) == len(names)
        assert all(any("\u4e00" <= sign <= "\u9fff" for sign in name) == (language != "en") for name in names)
