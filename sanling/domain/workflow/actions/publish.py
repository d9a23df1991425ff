"""Publish: a checked definition becomes the version that new matters are registered under."""

import hashlib
import json
from typing import Any

from django.db import transaction

from sanling.domain.workflow import schema
from sanling.domain.workflow.check import Known, check
from sanling.domain.workflow.models import Definition
from sanling.domain.workflow.reading import Draft
from sanling.foundation import clock
from sanling.foundation.audit.actor import Actor
from sanling.foundation.audit.record import record
from sanling.foundation.database.turns import take_turn
from sanling.foundation.profile.source import ProfileError


def publish(*, actor: Actor, city: str, draft: Draft, known: Known) -> Definition:
    """Publish a definition for a city, unless the current version says the same; return the current version.

    Open matters keep the version they have. Raises ProfileError with file, line, field and allowed values of every
    problem, and publishes nothing then.
    """
    definition = checked(draft, known)
    body = body_of(definition)
    digest = hashlib.sha256(json.dumps(body, sort_keys=True, ensure_ascii=False).encode()).hexdigest()
    with transaction.atomic():
        take_turn(f"workflow:{city}:{definition.code}")
        versions = Definition.objects.filter(city=city, code=definition.code)
        last = versions.order_by("-version").first()
        if last is not None and last.retired_at is None and last.digest == digest:
            return last
        now = clock.now()
        versions.filter(retired_at=None).update(retired_at=now)
        row = Definition.objects.create(
            city=city,
            code=definition.code,
            version=last.version + 1 if last else 1,
            kind=definition.kind,
            body=body,
            digest=digest,
            published_at=now,
        )
        record(
            actor=actor,
            act="workflow.publish",
            subject=f"definition:{row.pk}",
            city=city,
            detail={"code": row.code, "version": row.version, "digest": digest},
        )
    return row


def checked(draft: Draft, known: Known) -> schema.Workflow:
    """Return a draft's definition; raises ProfileError with every problem of it."""
    definition = draft.definition()
    findings = check(definition, known)
    if findings:
        raise ProfileError(
            draft.problem(finding.loc, finding.message, finding.allowed) for finding in findings
        )
    return definition


def body_of(definition: schema.Workflow) -> dict[str, Any]:
    """Return a definition as it is kept: plain JSON, which `Definition.model_validate` reads back."""
    return definition.model_dump(mode="json", by_alias=True, exclude_defaults=True)
