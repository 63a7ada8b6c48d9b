"""Drafts have versions: every save is kept, where only the draft before the last save was."""

from django.db import migrations, models

from omnia.dialogue.canonical import canonical_bytes, content_hash

DOCUMENTS = (("template", "Template"), ("flow", "Flow"))


def keep(apps, schema_editor):
    """Keep the drafts as they are, and as they were before their last save, as the saves that they came from."""
    alias = schema_editor.connection.alias
    versions = apps.get_model("factory", "DraftVersion").objects.using(alias)
    for document, name in DOCUMENTS:
        for row in apps.get_model("factory", name).objects.using(alias).all():
            held = [(row.revision, row.draft, row.updated_by)]
            if row.previous is not None:
                held.append((row.revision - 1, row.previous, ""))
            for number, body, author in held:
                versions.get_or_create(
                    id=f"{document}:{row.key}:{number}",
                    defaults={
                        "document": document,
                        "key": row.key,
                        "number": number,
                        "hash": content_hash(body),
                        "body": canonical_bytes(body).decode(),
                        "author": author,
                        "at": row.updated_at,
                    },
                )


class Migration(migrations.Migration):

    dependencies = [("factory", "0003_draft_before_the_last_save")]

    operations = [
        migrations.CreateModel(
            name="DraftVersion",
            fields=[
                ("id", models.CharField(max_length=120, primary_key=True, serialize=False)),
                ("document", models.CharField(max_length=16)),
                ("key", models.CharField(max_length=80)),
                ("number", models.IntegerField()),
                ("hash", models.CharField(max_length=64)),
                ("body", models.TextField()),
                ("note", models.CharField(blank=True, max_length=300)),
                ("author", models.CharField(blank=True, max_length=200)),
                ("at", models.DateTimeField()),
                ("restored_from", models.IntegerField(null=True)),
            ],
            options={
                "verbose_name": "save of a draft",
                "verbose_name_plural": "saves of drafts",
                "ordering": ("-number",),
                "indexes": [models.Index(fields=["document", "key", "-number"], name="draft_by_document")],
            },
        ),
        migrations.RunPython(keep, migrations.RunPython.noop),
        *[migrations.RemoveField(model_name=model, name="previous") for model in ("template", "flow")],
    ]
