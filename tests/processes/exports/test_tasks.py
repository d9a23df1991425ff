"""An export holds what its post may see, masked as on the page, and is that post's alone."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import translation

from sanling.domain.matters.ledger_queries import Criteria
from sanling.domain.matters.sheets import chosen
from sanling.domain.people.actions.end_post import end_post
from sanling.domain.people.cast import Player
from sanling.foundation import clock
from sanling.foundation.audit.models import AuditRow
from sanling.foundation.delivery.models import Notice
from sanling.processes.exports.models import Export
from sanling.processes.exports.tasks import KEPT_FOR, forget_exports, path_of, write_export
from tests.city import SIBLING_TOWNSHIP, TEST
from tests.domain.matters.helpers import PHONE, registered
from tests.processes.exports.asking import asked, written

pytestmark = pytest.mark.django_db


def test_it_holds_the_rows_of_its_posts_ledger(cast: dict[str, Player], workflows: None) -> None:
    near = registered().matter
    registered(division=SIBLING_TOWNSHIP)
    rows = written(asked(cast["intake_officer"]))
    with translation.override("zh-hans"):
        assert rows[0] == [str(column.label) for column in chosen(())]
    assert [row[0] for row in rows[1:]] == [near.number]
    export = Export.objects.get()
    assert (export.rows, export.total) == (1, 1)
    assert len(written(asked(cast["county_intake_officer"]))) == 3
    assert not written(asked(cast["intake_officer"], Criteria(kind="hazard")))[1:]


def test_identities_stay_masked_and_formulas_are_texts(cast: dict[str, Player], workflows: None) -> None:
    registered(title='=HYPERLINK("http://x")')
    rows = written(asked(cast["intake_officer"], columns=("applicant",)))
    text = str(rows)
    assert "王** 138****0000" in text
    assert PHONE not in text
    assert '=HYPERLINK("http://x")' in text


def test_asking_and_writing_are_recorded_and_the_post_is_told(
    cast: dict[str, Player], workflows: None
) -> None:
    export = asked(cast["intake_officer"])
    written(export)
    acts = AuditRow.objects.filter(subject=f"export:{export.pk}").order_by("pk").values_list("act", flat=True)
    assert list(acts) == ["exports.request", "exports.write"]
    assert Notice.objects.get().code == "exports.done"


def test_a_post_that_has_ended_gets_no_file(cast: dict[str, Player], workflows: None) -> None:
    export = asked(cast["intake_officer"])
    end_post(actor=TEST, post_id=cast["intake_officer"].post.pk)
    with clock.turned(shift=timedelta(seconds=1)):
        write_export(export_id=str(export.pk))
    export.refresh_from_db()
    assert export.state == Export.State.FAILED
    assert not path_of(export).exists()


def test_files_are_deleted_after_a_week(cast: dict[str, Player], workflows: None) -> None:
    export = asked(cast["intake_officer"])
    written(export)
    forget_exports(timestamp=0)
    assert path_of(export).exists()
    with clock.turned(shift=KEPT_FOR + timedelta(minutes=1)):
        forget_exports(timestamp=0)
    assert not path_of(export).exists()
    export.refresh_from_db()
    assert export.state == Export.State.EXPIRED


def test_only_the_last_of_the_tries_is_told_as_failed(
    cast: dict[str, Player], workflows: None, tmp_path: Path
) -> None:
    export = asked(cast["intake_officer"])
    # No folder can be made where a file stands.
    (tmp_path / "exports").write_text("")
    for last, state, told in ((False, Export.State.RUNNING, 0), (True, Export.State.FAILED, 1)):
        with pytest.raises(OSError, match="exports"):
            write_export(export_id=str(export.pk), last=last)
        export.refresh_from_db()
        assert (export.state, Notice.objects.count()) == (state, told)
    (tmp_path / "exports").unlink()
    assert written(export)
