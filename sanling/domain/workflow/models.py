"""Published workflow definitions; a matter keeps the one it was registered under."""

from django.db import models


class Definition(models.Model):
    """One version of a workflow, never changed after it was published."""

    city = models.CharField(max_length=4, db_collation="C")
    code = models.SlugField(max_length=40, db_index=False)
    version = models.PositiveIntegerField()
    kind = models.SlugField(max_length=40, db_index=False)
    body = models.JSONField()
    digest = models.CharField(max_length=64)
    published_at = models.DateTimeField()
    retired_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["city", "code", "version"], name="definition_version_once"),
            models.UniqueConstraint(
                fields=["city", "code"],
                condition=models.Q(retired_at=None),
                name="definition_one_current",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} v{self.version}"
