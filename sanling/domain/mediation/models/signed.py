"""What is kept of each signature, whatever it stands under."""

from django.db import models

from sanling.domain.mediation.models.sides import Side
from sanling.domain.people.models import Post
from sanling.foundation.privacy.fields import EncryptedTextField


class Signed(models.Model):
    """A signature of a side, by one of its members, or of the mediator, ``post``.

    ``digest`` is of the text that was signed. On glass the ``strokes`` are kept as they were drawn, in parts of the
    pad, with the time that the device told. ``by_post`` is whose device it was, or who brought the paper.
    """

    side = models.ForeignKey(Side, models.CASCADE, null=True, related_name="+", db_index=False)
    post = models.ForeignKey(Post, models.PROTECT, null=True, related_name="+", db_index=False)
    name: "EncryptedTextField[str, str]" = EncryptedTextField()
    way = models.CharField(max_length=6)
    digest = models.BinaryField(max_length=32)
    strokes: "EncryptedTextField[str, str]" = EncryptedTextField(blank=True)
    device_at = models.CharField(max_length=32, blank=True)
    signed_at = models.DateTimeField()
    by_post = models.ForeignKey(Post, models.PROTECT, null=True, related_name="+", db_index=False)

    class Meta:
        abstract = True
