"""The marks of the keys that the data was written under."""

from django.db import models


class KeyMark(models.Model):
    """A key's mark: a MAC under the key itself, which tells nothing of it and only the same key gives again."""

    # The setting's name; of several keys also the key's own, such as "PRIVACY_KEYS k3f0a91".
    name = models.CharField(max_length=300, primary_key=True)
    mark = models.CharField(max_length=32)
    noted_at = models.DateTimeField()
