"""One term a thing: words of the Chinese texts that say otherwise what another text says already."""

from typing import Final

import polib
import pytest

from tests.house.sources import ROOT

# Each refused word, and the one that the same thing is called by everywhere.
TERMS: Final = {
    "你": "您",
    "即将到期": "即将超时",
    "超期": "超时",
    "逾期": "超时",
    "登录与安全": "账号与安全",
    "登陆": "登录",
    "帐号": "账号",
    "帐户": "账号",
    "账户": "账号",
}
CATALOGUE = ROOT / "sanling/locale/zh_Hans/LC_MESSAGES/django.po"


@pytest.mark.parametrize(("refused", "right"), TERMS.items())
def test_a_thing_is_called_by_one_term(refused: str, right: str) -> None:
    said = [entry.msgid for entry in polib.pofile(str(CATALOGUE)) if refused in _chinese(entry)]
    assert not said, f"write {right} for {refused}"


def _chinese(entry: polib.POEntry) -> str:
    return " ".join([entry.msgstr, *entry.msgstr_plural.values()])
