"""Object: somebody says what is wrong with a recognition that is published, and gets a link to the answer."""

from django.db import transaction
from django.utils.translation import gettext as _

from sanling.domain.matters.act import perform
from sanling.domain.matters.errors import Invalid
from sanling.domain.matters.models import Matter
from sanling.domain.recognition.models import Objection, Recognition
from sanling.domain.recognition.verbs.object import Object
from sanling.domain.workflow.queries import definition_of
from sanling.foundation import clock
from sanling.foundation.audit.actor import Actor, SystemActor
from sanling.foundation.audit.record import record
from sanling.foundation.cleaning import read_line, read_text
from sanling.foundation.privacy.tokens import digest, new_token

PORTAL = SystemActor("portal")
LONGEST, LONGEST_PHONE = 2000, 40


def file_objection(*, actor: Actor, number: str, text: str, name: str = "", phone: str = "") -> str:
    """Keep an objection and hold the publication back; return the secret of the link to its answer.

    The matter's timeline, which the subject reads, says only that there is one.

    Raises `Invalid` where nothing is published any more, and for words that can't be read.
    """
    text = read_text(text, longest=LONGEST, required=True)
    name, phone = read_line(name, longest=60), read_line(phone, longest=LONGEST_PHONE)
    with transaction.atomic():
        matter = Matter.objects.select_for_update(of=("self",)).get(number=number)
        taking = [
            action for action in definition_of(matter.definition_id).actions if action.verb == Object.code
        ]
        beginning = next((action for action in taking if matter.state in action.sources), None)
        if beginning is not None:
            perform(actor=PORTAL, matter_id=matter.pk, action=beginning.code, version=None, fields={})
        elif matter.state not in {action.to for action in taking}:
            raise Invalid({"text": _("This is not published any more, so nobody can object.")})
        token = new_token()
        Objection.objects.create(
            recognition=Recognition.objects.get(matter=matter),
            link_digest=digest(token),
            text=text,
            name=name,
            phone=phone,
            at=clock.now(),
        )
        subject, city = f"matter:{matter.pk}", matter.division_id[:4]
        record(actor=actor, act="recognition.object", subject=subject, city=city)
    return token
