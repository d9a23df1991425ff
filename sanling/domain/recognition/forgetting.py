"""What rules of retention may have recognition forget: who objected, what they said and what they were answered."""

from collections.abc import Sequence

from sanling.domain.matters.models import Matter
from sanling.domain.recognition.models import Objection
from sanling.foundation.privacy.tokens import digest, new_token


def _forget_objections(matters: Sequence[Matter]) -> None:
    """Keep when it was objected and whether that was upheld; nobody holds the new link."""
    for objection in Objection.objects.filter(recognition__matter__in=matters):
        objection.text = objection.name = objection.phone = objection.answer = ""
        objection.link_digest = digest(new_token())
        objection.save(update_fields=["text", "name", "phone", "answer", "link_digest"])


FORGETTERS = {"objections": _forget_objections}
