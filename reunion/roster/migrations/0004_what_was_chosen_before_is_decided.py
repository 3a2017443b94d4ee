from django.db import migrations
from django.utils import timezone


def decide(apps, schema_editor):
    addresses = apps.get_model("roster", "YearbookAddress").objects.filter(reason="幹事が選びました")
    addresses.update(decision="chosen", decided_at=timezone.now())


class Migration(migrations.Migration):
    """What a person chose was known by its reason alone."""

    dependencies = [("roster", "0003_what_was_decided_about_an_address")]
    operations = [migrations.RunPython(decide, migrations.RunPython.noop)]
