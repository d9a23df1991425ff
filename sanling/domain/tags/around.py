"""The tags that a matter has, read with it where it is shown whole."""

from collections.abc import Mapping
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef
from django.db.models.functions import JSONObject

from sanling.domain.tags.models import Tag

TAGS = "around_tags"
_PRESENT = Tag.objects.filter(matter=OuterRef("pk"), taken_at=None).order_by("pk")
AROUND: Mapping[str, Any] = {TAGS: ArraySubquery(_PRESENT.values(tag=JSONObject(pk="pk", word="word")))}
