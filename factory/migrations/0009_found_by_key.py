"""An index by which documents are found by their key: the unique one is partial, and no search can use it."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Two indexes."""

    dependencies = [("factory", "0008_writers")]

    operations = [
        migrations.AddIndex("template", models.Index(fields=["key"], name="template_by_key")),
        migrations.AddIndex("flow", models.Index(fields=["key"], name="flow_by_key")),
    ]
