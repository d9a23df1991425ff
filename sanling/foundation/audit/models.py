"""The audit's rows: acts, those not yet sealed, and the chain of seals."""

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models


class AuditRow(models.Model):
    """One act: who did what to which subject; a database trigger refuses to change or delete it."""

    at = models.DateTimeField()
    city = models.CharField(max_length=4, blank=True, default="")
    actor_kind = models.CharField(max_length=16)
    actor_key = models.CharField(max_length=100)
    act = models.CharField(max_length=100)
    subject = models.CharField(max_length=200)
    detail = models.JSONField(default=dict, blank=True, encoder=DjangoJSONEncoder)

    class Meta:
        indexes = [
            models.Index(fields=["city", "-id"], name="audit_city"),
            models.Index(fields=["subject", "-id"], name="audit_subject"),
            models.Index(fields=["actor_key", "-id"], name="audit_actor"),
        ]


class AuditPending(models.Model):
    """An act that waits for its seal, so that the sealer needs no order of commits."""

    row = models.OneToOneField(AuditRow, on_delete=models.PROTECT, primary_key=True, related_name="+")


class AuditSeal(models.Model):
    """A link of the chain: the row's own MAC, and the MAC of that with the link before it.

    ``row_id`` is no foreign key, because a seal must outlive a row that was removed.
    """

    position = models.BigIntegerField(primary_key=True)
    row_id = models.BigIntegerField(unique=True)
    algorithm = models.CharField(max_length=16)
    row_mac = models.BinaryField()
    mac = models.BinaryField()
    sealed_at = models.DateTimeField()
