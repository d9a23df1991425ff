"""Rows of delivery; all but notices are short-lived."""

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models

from sanling.foundation.delivery.texts import render
from sanling.foundation.privacy.fields import EncryptedTextField


class Outbox(models.Model):
    """A message from a transaction to a consumer of its topic."""

    topic = models.CharField(max_length=64)
    key = models.CharField(max_length=100)
    payload = models.JSONField(encoder=DjangoJSONEncoder)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["topic", "id"], name="outbox_topic")]


class ParkedMessage(models.Model):
    """A message whose handling fails, put aside so that those behind it go on; it waits to be put back."""

    topic = models.CharField(max_length=64)
    key = models.CharField(max_length=100)
    payload = models.JSONField(encoder=DjangoJSONEncoder)
    at = models.DateTimeField()
    parked_at = models.DateTimeField()
    error = models.CharField(max_length=300)


class Notice(models.Model):
    """Something a recipient ("post:12") should know: code and parameters, rendered when shown.

    What came about together in one ``batch`` is one notice while it is unread, which counts.
    """

    recipient = models.CharField(max_length=64)
    code = models.CharField(max_length=64)
    params = models.JSONField(default=dict, blank=True, encoder=DjangoJSONEncoder)
    url = models.CharField(max_length=300, blank=True, default="")
    created_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True, blank=True)
    batch = models.UUIDField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["batch", "recipient", "code"],
                condition=models.Q(batch__isnull=False, read_at__isnull=True),
                name="notice_of_batch_once",
            )
        ]
        indexes = [
            models.Index(fields=["recipient", "-id"], name="notice_recipient"),
            models.Index(
                fields=["recipient", "-id"], name="notice_unread", condition=models.Q(read_at__isnull=True)
            ),
        ]

    @property
    def text(self) -> str:
        """Return the notice's sentence in the active language."""
        return render(code=self.code, params=self.params)


class IdempotencyKey(models.Model):
    """A key a caller sent with a write, and the answer it got."""

    scope = models.CharField(max_length=64)
    key = models.CharField(max_length=200)
    fingerprint = models.CharField(max_length=64)
    result = models.JSONField(null=True, encoder=DjangoJSONEncoder)
    created_at = models.DateTimeField(db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["scope", "key"], name="idempotency_key_once")]


class RateLimit(models.Model):
    """How far one key has used up its rate: the theoretical arrival time of GCRA (ITU-T I.371)."""

    digest = models.BinaryField(primary_key=True)
    free_at = models.DateTimeField(db_index=True)
    allowed = models.BooleanField()


class PhoneCode(models.Model):
    """The code by which a phone is proved just now; the phone is known by blind index alone."""

    digest = models.BinaryField(primary_key=True)
    code = EncryptedTextField(null=True)
    expires_at = models.DateTimeField(db_index=True)
