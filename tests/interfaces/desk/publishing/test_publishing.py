"""What differs is compared at the desk, proposed by one, confirmed by another."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from sanling.domain.matters.models import Matter
from sanling.processes.publishing.models import Proposal
from sanling.processes.publishing.work import carry_out, count
from tests.domain.matters.actions.test_migrate import changed, renamed, shorter
from tests.domain.matters.helpers import registered
from tests.interfaces.desk.conftest import SignIn
from tests.processes.publishing.folders import changeable, say, shorten

pytestmark = pytest.mark.django_db
PAGE = "/desk/publishing/"


@pytest.fixture
def root(tmp_path: Path, settings: Settings) -> Iterator[Path]:
    """Return a folder of profiles that may be changed."""
    yield from changeable(tmp_path, settings)


def shown_on(page: str) -> str:
    """Return what the form to confirm says of what its page showed."""
    (digest,) = set(re.findall('name="shown" value="([0-9a-f]{64})"', page))
    return str(digest)


def read_on(browser: Client) -> dict[str, str]:
    """Return what the form to propose says of the folder that its page compared."""
    found = re.search('name="folder" value="([0-9a-f]{64})"', browser.get(PAGE).content.decode())
    return {"folder": found[1]} if found else {}


def test_who_proposes_proposes_what_the_page_showed_and_nothing_that_came_since(
    desk: SignIn, root: Path
) -> None:
    shorten(root)
    administrator = desk("administrator")
    read = read_on(administrator)
    shorten(root, days=10)
    for sent in (read, {}):
        answer = administrator.post(PAGE, sent, follow=True).content.decode()
        assert "打开此页之后，文件夹又有改动" in answer
        assert not Proposal.objects.exists()
    administrator.post(PAGE, read_on(administrator))
    assert Proposal.objects.exists()


def test_a_folder_without_the_citys_own_profile_is_told_and_never_called_the_same(
    desk: SignIn, root: Path
) -> None:
    head = root / "zhengzhou" / "profile.toml"
    head.write_text(head.read_text().replace('"4101"', '"4102"'))
    page = desk("administrator").get(PAGE).content.decode()
    assert "文件夹中没有本市的配置" in page
    assert "文件夹内容与使用中的一致" not in page
    assert "提请发布" not in page


def test_who_confirms_reads_what_was_proposed_and_not_what_the_folder_says_since(
    desk: SignIn, root: Path
) -> None:
    shorten(root)
    administrator, security = desk("administrator"), desk("security_administrator")
    administrator.post(PAGE, read_on(administrator))
    proposal = Proposal.objects.get()
    count(proposal.pk)
    shorten(root, days=10)
    page = security.get(PAGE).content.decode()
    proposed = page[: page.index("文件夹与使用中的差异")]
    assert "&quot;20 d&quot;" in proposed
    assert "&quot;10 d&quot;" not in proposed
    assert "提请之后文件夹或现行版本又有变化" in proposed
    answer = security.post(f"{PAGE}{proposal.pk}/", {"decision": "confirm", "shown": "0" * 64}, follow=True)
    assert "请重新阅读后再确认" in answer.content.decode()
    assert Proposal.objects.get().state == "waiting"


def test_what_the_folder_says_is_compared_with_what_is_in_use(desk: SignIn, root: Path) -> None:
    administrator = desk("administrator")
    assert "文件夹内容与使用中的一致" in administrator.get(PAGE).content.decode()
    assert {"咨询", "矛盾纠纷"} <= {
        str(definition.name) for definition, _row, _older in administrator.get(PAGE).context["versions"].rows
    }
    shorten(root)
    page = administrator.get(PAGE)
    rows = page.context["shown"].rows
    assert ("workflows.dispute.clocks.mediation.within", '"30 d"', '"20 d"') in rows
    assert "提请发布" in page.content.decode()
    assert "提请发布" not in desk("security_administrator").get(PAGE).content.decode()


def test_a_folder_with_mistakes_is_told_and_can_not_be_proposed(desk: SignIn, root: Path) -> None:
    say(root, "workflows/dispute.toml", '\n[actions.agree]\nto = "nowhere"\n')
    browser = desk("administrator")
    assert any("actions.agree.to" in mistake for mistake in browser.get(PAGE).context["mistakes"])
    browser.post(PAGE, read_on(browser))
    assert not Proposal.objects.exists()


def test_one_proposes_and_another_confirms(desk: SignIn, root: Path) -> None:
    registered()
    shorten(root)
    administrator, security = desk("administrator"), desk("security_administrator")
    administrator.post(PAGE, read_on(administrator))
    proposal = Proposal.objects.get()
    assert "正在统计" in administrator.get(PAGE).content.decode()
    count(proposal.pk)
    answer = f"{PAGE}{proposal.pk}/"
    assert administrator.post(answer, {"decision": "confirm"}).status_code == 403
    page = security.get(PAGE).content.decode()
    assert "1 件未结事项仍用原版本" in page
    assert security.post(answer, {"decision": "confirm", "shown": shown_on(page)}).status_code == 302
    carry_out(proposal.pk)
    again = security.post(answer, {"decision": "confirm", "shown": shown_on(page)}, follow=True)
    assert "此前已作出决定" in again.content.decode()
    assert "已执行" in administrator.get(PAGE).content.decode()
    assert "文件夹内容与使用中的一致" in administrator.get(PAGE).content.decode()
    assert {"咨询", "矛盾纠纷"} <= {
        str(definition.name) for definition, _row, _older in administrator.get(PAGE).context["versions"].rows
    }


def test_open_matters_are_moved_from_the_desk(desk: SignIn) -> None:
    matter = registered().matter
    to = changed(matter, renamed)
    administrator, security = desk("administrator"), desk("security_administrator")
    move = f"{PAGE}move/{to.pk}/"
    assert move in administrator.get(PAGE).content.decode()
    assert administrator.post(move, {f"state_{matter.state}": "no_such"}).status_code == 422
    assert administrator.post(move, {f"state_{matter.state}": "received_anew"}).status_code == 302
    proposal = Proposal.objects.get()
    count(proposal.pk)
    page = security.get(PAGE).content.decode()
    assert "1 件未结事项将转到新版本" in page
    security.post(f"{PAGE}{proposal.pk}/", {"decision": "confirm", "shown": shown_on(page)})
    carry_out(proposal.pk)
    assert Matter.objects.get().definition_id == to.pk
    assert administrator.post(move).status_code == 302
    assert Proposal.objects.count() == 1


def test_two_versions_of_a_workflow_are_compared(desk: SignIn) -> None:
    matter = registered().matter
    to = changed(matter, shorter)
    browser = desk("intake_officer")
    for pair in ((matter.definition_id, to.pk), (to.pk, matter.definition_id)):
        rows = browser.get("/desk/workflows/{}/{}/".format(*pair)).context["shown"].rows
        assert ("states.waiting.clocks.stuck.within", '"1 wd"', '"7 h"') in rows
        assert {after for _name, _before, after in rows} == {'"7 h"'}
    assert browser.get(f"/desk/workflows/{to.pk}/{to.pk}/").status_code == 404
    assert browser.get(f"/desk/workflows/{to.pk}/999999999/").status_code == 404


def test_the_page_takes_no_more_queries_for_more_proposals(desk: SignIn) -> None:
    to = changed(registered().matter, shorter)
    browser = desk("administrator")
    browser.post(f"{PAGE}move/{to.pk}/")
    proposal = Proposal.objects.get()
    browser.get(PAGE)
    counts = []
    for _more in range(2):
        with CaptureQueriesContext(connection) as queries:
            browser.get(PAGE)
        counts.append(len(queries))
        Proposal.objects.bulk_create(
            Proposal(city=proposal.city, what="profile", state="done", by=proposal.by, at=proposal.at)
            for _each in range(5)
        )
    assert counts[0] == counts[1]
