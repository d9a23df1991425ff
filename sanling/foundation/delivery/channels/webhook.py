"""The city's own hub of messages, told by a signed webhook: what it makes of them is its own affair."""

import json

from django.conf import settings

from sanling.foundation.clock import now
from sanling.foundation.delivery.channels.base import Message, NotSent
from sanling.foundation.delivery.signing import headers
from sanling.foundation.outward import OutwardError, post_to

JSON = "application/json"


class Webhook:
    """Posts ``{"recipient", "text", "link"}``, signed as Standard Webhooks 1.0 has it."""

    name = "webhook"
    addressed = "username"

    def is_set_up(self) -> bool:
        """Tell whether there is a hub, and a secret to sign with."""
        return bool(settings.NOTICE_URL and settings.NOTICE_SECRET)

    def send(self, message: Message) -> None:
        """Hand the message to the hub. Raises NotSent."""
        body = {"recipient": message.address, "text": message.text, "link": message.link}
        encoded = json.dumps(body, ensure_ascii=False).encode()
        signed = headers(secret=settings.NOTICE_SECRET, delivery_id=message.key, at=now(), body=encoded)
        try:
            post_to(url=settings.NOTICE_URL, body=encoded, headers={"Content-Type": JSON, **signed})
        except OutwardError as error:
            raise NotSent(str(error)) from error
