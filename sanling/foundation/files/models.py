"""Rows of stored files; the content lies on disk under its hash."""

import uuid

from django.db import models


class StoredFile(models.Model):
    """One upload: content by hash, media type by content, the name as cleaned."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    city = models.CharField(max_length=4, blank=True, default="")
    sha256 = models.CharField(max_length=64, db_index=True)
    size = models.BigIntegerField()
    media_type = models.CharField(max_length=100)
    name = models.CharField(max_length=120)
    width = models.IntegerField(null=True, blank=True)
    height = models.IntegerField(null=True, blank=True)
    thumbnail = models.BooleanField(default=False)
    created_at = models.DateTimeField(db_index=True)
    created_by = models.CharField(max_length=100)
