"""Every door by which a report comes in, so that a rule can be tried at all of them."""

import json
import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

from django.test import Client

from sanling.domain.matters.models import Matter
from sanling.domain.people.cast import Player, working_token
from sanling.foundation import clock
from tests.city import SOUTH, TEST, VILLAGE, WEST

TEXT = "三号楼二单元楼道里堆满了垃圾，邻居说了多次不清理。"
Said = dict[str, str]


def signed_in(player: Player) -> Client:
    """Return a browser in which a member of the cast works."""
    client = Client()
    client.force_login(player.user)
    return client


def token_of(player: Player) -> str:
    """Return a token of a member of the cast."""
    until = clock.now() + timedelta(days=1)
    return working_token(actor=TEST, post=player.post, name="test", ends_at=until).secret


class Doors:
    """Sends what is said (name, phone, text, place, title, code) by each door; answers with the response."""

    def __init__(self, intake: Player) -> None:
        self.desk = signed_in(intake)
        self.bearer = {"Authorization": f"Bearer {token_of(intake)}"}

    def __iter__(self) -> Any:
        return iter((self.portal, self.public_api, self.staff_api, self.open311, self.at_desk))

    def portal(self, said: Said) -> Any:
        """Report on the portal."""
        form = {
            "kind": "dispute",
            "text": said.get("text", TEXT),
            "place": said.get("place", "三号楼"),
            "division": VILLAGE,
            "query": "通信花园",
            "name": said.get("name", ""),
            "phone": said.get("phone", "13800000001"),
            "key": uuid4().hex,
            "step": "check",
            "go": "send",
        }
        if "code" in said:
            del form["division"], form["query"]
        address = f"/q/{said['code']}" if "code" in said else "/report/"
        return Client().post(address, form, follow=True)

    def public_api(self, said: Said) -> Any:
        """Report by an app of residents."""
        body = {
            "kind": "dispute",
            "text": said.get("text", TEXT),
            "division": VILLAGE,
            "place": said.get("place", "三号楼"),
            "name": said.get("name", ""),
            "phone": said.get("phone", "13800000001"),
        }
        if "code" in said:
            body |= {"code": said["code"]}
            del body["division"]
        return self._json("/api/v1/public/matters", body)

    def staff_api(self, said: Said, **more: Any) -> Any:
        """Register by a post's system."""
        body = {
            "kind": "dispute",
            "text": said.get("text", TEXT),
            "title": said.get("title", ""),
            "division": VILLAGE,
            "channel": "phone",
            "place": said.get("place", "三号楼"),
            "applicant": {
                "name": said.get("name", "王"),
                "phone": said.get("phone", "13800000001"),
                "citizen_number": said.get("citizen_number", ""),
            },
            **more,
        }
        return self._json("/api/v1/matters", body, **self.bearer)

    def open311(self, said: Said) -> Any:
        """Report in the words of GeoReport."""
        form = {
            "service_code": "dispute.marriage_family",
            "lat": str(SOUTH + 0.005),
            "long": str(WEST + 0.005),
            "description": said.get("text", TEXT),
            "address_string": said.get("place", "三号楼"),
            "last_name": said.get("name", ""),
            "phone": said.get("phone", "13800000001"),
        }
        return Client().post("/open311/v2/requests.json", form)

    def at_desk(self, said: Said, **more: Any) -> Any:
        """Register at a desk."""
        form = {
            "_key": uuid4().hex,
            "_anyway": "1",
            "channel": "phone",
            "about": "dispute:marriage_family",
            "text": said.get("text", TEXT),
            "title": said.get("title", ""),
            "place": said.get("place", "三号楼"),
            "division": "通信花园社区",
            "scale": "1",
            "headcount": said.get("headcount", "1"),
            "applicant_name": said.get("name", ""),
            "applicant_phone": said.get("phone", "13800000001"),
            "applicant_citizen_number": said.get("citizen_number", ""),
            **more,
        }
        return self.desk.post("/desk/new/", form)

    def brought(self, door: Callable[[Said], Any], said: Said) -> Matter:
        """Return the matter that came of it."""
        answer = door(said)
        page = answer.content.decode()
        wrong = re.findall(r'"field-error[^>]*>([^<]*)', page) or page[:500]
        assert answer.status_code in (200, 201), (door.__name__, said, wrong)
        number = re.search(r"ZZ-\d{6}-\d{5}-\w", page)
        assert number, (door.__name__, said, wrong)
        return Matter.objects.get(number=number[0])

    def _json(self, address: str, body: dict[str, Any], **headers: str) -> Any:
        sent = {"Idempotency-Key": uuid4().hex, **headers}
        return Client().post(address, json.dumps(body), content_type="application/json", headers=sent)
