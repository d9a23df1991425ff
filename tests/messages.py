"""What the worker would send by text message: its queue is worked off in the test's own transaction."""

from typing import Any

import pytest
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob
from pytest_django import Settings

from sanling.foundation.delivery import sms


class Gateway:
    """A gateway that takes what the worker sends, when the test lets it."""

    def __init__(self) -> None:
        self.got: list[dict[str, Any]] = []
        self._done = 0

    def work(self) -> list[dict[str, Any]]:
        """Let the worker do what is queued, and return what it sent."""
        before = len(self.got)
        queued = ProcrastinateJob.objects.filter(queue_name=sms.QUEUE).order_by("id")
        while job := queued.filter(id__gt=self._done).first():
            self._done = job.id
            app.tasks[job.task_name](**job.args)
        return self.got[before:]


@pytest.fixture
def gateway(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Gateway:
    """Return the gateway that messages go to."""
    settings.DEMO = False
    settings.SMS_URL = "http://gateway.test/"
    found = Gateway()
    monkeypatch.setattr(sms, "post_json", lambda *, url, body: found.got.append(dict(body)))
    return found
