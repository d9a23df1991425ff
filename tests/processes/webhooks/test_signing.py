"""Receivers know that a webhook is ours by a signature that any library of Standard Webhooks checks."""

import base64
import hashlib
import hmac

from sanling.processes.webhooks.actions.subscribe import Subscribed
from sanling.processes.webhooks.models import Delivery
from tests.domain.matters.helpers import registered
from tests.processes.webhooks.conftest import Receiver, tell


def test_the_signature_is_that_of_standard_webhooks(subscribed: Subscribed, receiver: Receiver) -> None:
    registered()
    tell()
    (told,) = receiver.told
    key = base64.b64decode(subscribed.secret.removeprefix("whsec_"))
    signed = f"{told.headers['webhook-id']}.{told.headers['webhook-timestamp']}.".encode() + told.raw
    expected = base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()
    assert told.headers["webhook-signature"] == f"v1,{expected}"
    assert told.headers["webhook-id"] == f"d{Delivery.objects.get().pk}"
