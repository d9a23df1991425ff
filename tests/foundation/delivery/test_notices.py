"""Notices are stored as codes, shown as sentences, and stay unread until read."""

import pytest
from django.utils.translation import gettext_lazy

from sanling.foundation.delivery.models import Notice
from sanling.foundation.delivery.notices import (
    NewNotice,
    UnknownNotice,
    mark_read,
    notify,
    notify_many,
    register_notice,
    unread_count,
)

register_notice("test.late", gettext_lazy("%(number)s is late"))


@pytest.mark.django_db
def test_each_recipient_is_told_once_and_reads_for_itself() -> None:
    assert notify(["post:1", "post:2", "post:1"], "test.late", {"number": "ZZ-1"}, "/desk/1") == 2
    assert Notice.objects.filter(recipient="post:1").get().text == "ZZ-1 is late"
    assert mark_read("post:1") == 1
    assert (unread_count("post:1"), unread_count("post:2")) == (0, 1)


@pytest.mark.django_db
def test_only_the_recipients_own_notices_are_marked() -> None:
    notify(["post:1", "post:2"], "test.late", {"number": "ZZ-1"})
    assert mark_read("post:1", ids=Notice.objects.values_list("id", flat=True)) == 1
    assert unread_count("post:2") == 1


@pytest.mark.django_db
def test_the_count_stops_one_past_its_cap() -> None:
    notify_many(NewNotice(recipient="post:1", code="test.late") for _ in range(12))
    assert unread_count("post:1", cap=9) == 10


@pytest.mark.django_db
def test_a_code_without_a_text_is_refused_when_written_and_bare_when_shown() -> None:
    with pytest.raises(UnknownNotice):
        notify(["post:1"], "test.nobody")
    assert Notice(recipient="post:1", code="test.gone").text == "test.gone"


def test_a_parameter_that_older_notices_lack_is_a_gap() -> None:
    assert Notice(code="test.late", params={}).text == "… is late"
