"""The tags that a matter has, read with it where it is shown whole."""

from collections.abc import Mapping
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models.functions import JSONObject

from sanling.domain.tags.queries import OF_MATTER

TAGS = "around_tags"
AROUND: Mapping[str, Any] = {TAGS: ArraySubquery(OF_MATTER.values(tag=JSONObject(pk="pk", word="word")))}
