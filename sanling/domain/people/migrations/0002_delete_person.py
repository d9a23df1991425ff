"""What persons said stays with the parties of their matters, which have it by now."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("matters", "0004_each_party_its_own_identity"), ("people", "0001_initial")]

    operations = [migrations.DeleteModel("Person")]
