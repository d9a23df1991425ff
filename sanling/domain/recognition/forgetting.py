"""What recognition forgets by rules of retention: who objected, and what was typed beside matters."""

from collections.abc import Sequence

from sanling.domain.matters.models import Matter
from sanling.domain.recognition.models import Comparison, Objection, Recognition, Title
from sanling.foundation.privacy.tokens import digest, new_token


def _forget_objections(matters: Sequence[Matter]) -> None:
    """Keep when it was objected and whether that was upheld; nobody holds the new link."""
    for objection in Objection.objects.filter(recognition__matter__in=matters):
        objection.text = objection.name = objection.phone = objection.answer = ""
        objection.link_digest = digest(new_token())
        objection.save(update_fields=["text", "name", "phone", "answer", "link_digest"])


def forget_texts(matters: Sequence[Matter]) -> None:
    """Keep of declaration, comparison and title what was found and decided, and when; the subject's link is over."""
    found = Recognition.objects.filter(matter__in=matters)
    Comparison.objects.filter(recognition__in=found).update(note="")
    for title in Title.objects.filter(recognition__in=found):
        zeros = [{**zero, "note": ""} for zero in title.reasons["zeros"]]
        title.reasons, title.ended_why = {"zeros": zeros, "said": ""}, ""
        title.save(update_fields=["reasons", "ended_why"])
    found.update(statement="", reply="", link_over=True)


FORGETTERS = {"objections": _forget_objections}
