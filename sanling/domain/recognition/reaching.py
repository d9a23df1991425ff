"""How an institution is reached: the mobile that was left of whoever has a duty there, of people without an account."""

from collections.abc import Collection, Mapping

from sanling.domain.matters.models import Entry
from sanling.domain.recognition.models import Recognition
from sanling.domain.recognition.situations import among, once, recognition_of
from sanling.domain.subjects.models import Charge
from sanling.domain.workflow.transition import Situation
from sanling.foundation.privacy.phone import is_mobile


def phone_of(situation: Situation, duty: str) -> str:
    """Return the mobile (+86…) of whoever has a duty at the subject of a situation, or ""; read once for a list."""
    own = recognition_of(situation).subject_id
    rows: Mapping[int, Recognition] = among(situation).read["recognition.rows"]
    subjects = [row.subject_id for row in rows.values()]
    mobiles = once(among(situation), f"recognition.mobiles {duty}", lambda: _mobiles(subjects, duty))
    return mobiles.get(own, "")


def sent_to(entry: Entry) -> str:
    """Return the mobile that a link is sent to by an entry; nothing where nobody has it any more."""
    recognition = Recognition.objects.filter(matter=entry.matter_id, link_over=False).first()
    if recognition is None:
        return ""
    return _mobiles([recognition.subject_id], entry.params["to"]).get(recognition.subject_id, "")


def _mobiles(subjects: Collection[int], duty: str) -> Mapping[int, str]:
    lasting = Charge.objects.filter(subject__in=subjects, duty=duty, ends_on=None, post=None)
    return {charge.subject_id: charge.phone for charge in lasting if is_mobile(charge.phone)}
