"""What a published definition says, value by value, so that versions can be compared."""

from pathlib import Path

from sanling.domain.workflow.actions.publish import body_of
from sanling.domain.workflow.schema import Workflow
from sanling.foundation.profile.source import Source
from sanling.foundation.profile.values import Said, values_of


def values_said(definition: Workflow) -> dict[str, Said]:
    """Return each value of a definition by name, such as ``states.waiting.name.zh``; what is left out says nothing."""
    return values_of(Source(Path(definition.code), body_of(definition), {}))
