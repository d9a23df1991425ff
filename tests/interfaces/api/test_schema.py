"""What the API says of itself is true: every operation, with sense and nonsense, answers as documented."""

import itertools
from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from hypothesis import HealthCheck, Phase, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    ignored_auth,
    negative_data_rejection,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
    unsupported_method,
)

from sanling.domain.people.cast import Player
from sanling.interfaces.api.routes import api
from tests.city import TOWNSHIP
from tests.interfaces.api.conftest import System, public_report, system_of

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    negative_data_rejection,
    unsupported_method,
    ignored_auth,
]
EXAMPLES = 6
# Three of four requests go to what is there; what the generator thinks of is mostly not.
TURN = itertools.count()

schema = schemathesis.openapi.from_dict(api.get_openapi_schema())
schema.app = get_wsgi_application()


@pytest.fixture
def known(cast: dict[str, Player], workflows: None) -> Iterator[dict[str, Any]]:
    """Return things that exist, so that more than 404 is tried, and the token to see them with."""
    leader = system_of(cast["centre_director"])
    resident = System()
    made = resident.post("/public/matters", public_report()).json()
    webhook = leader.post("/webhooks", {"url": "https://1.1.1.1/hook"}).json()
    # A request must not close the connection that holds the test's transaction; Django's client sees to that.
    signals = (request_started, request_finished)
    for signal in signals:
        signal.disconnect(close_old_connections)
    yield {
        "bearer": leader.token,
        "number": made["number"],
        "token": made["token"],
        "action": "accept",
        "code": TOWNSHIP,
        "webhook_id": webhook["id"],
    }
    for signal in signals:
        signal.connect(close_old_connections)


@pytest.mark.slow
@schema.parametrize()
@settings(
    max_examples=EXAMPLES,
    derandomize=True,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)
def test_every_operation_answers_as_documented(case: Any, known: dict[str, Any]) -> None:
    if next(TURN) % 4:
        case.path_parameters.update((name, known[name]) for name in case.path_parameters if name in known)
    case.call_and_validate(headers={"Authorization": f"Bearer {known['bearer']}"}, checks=CHECKS)
