"""What the staff's lists are searched and sorted by, kept beside each document instead of read from its body."""

from django.db import migrations, models

DOCUMENTS = (("template", "Template"), ("flow", "Flow"))


def fill(apps, schema_editor):
    """Read the new fields of the documents that are there from their drafts and their published versions."""
    alias = schema_editor.connection.alias
    versions = apps.get_model("factory", "CatalogueVersion").objects.using(alias)
    for document, name in DOCUMENTS:
        rows = apps.get_model("factory", name).objects.using(alias)
        for row in rows.all():
            body = row.draft
            names = [text for texts in body.get("synonyms", {}).values() for text in texts]
            words = [row.key, *body.get("label", {}).values(), *names, *body.get("tags", [])]
            published = versions.filter(document=document, key=row.key, number=row.published).first()
            rows.filter(key=row.key).update(
                icon=body.get("icon", ""), words="\n".join(words), published_hash=published.hash if published else ""
            )


class Migration(migrations.Migration):

    dependencies = [("factory", "0001_initial")]

    operations = [
        *[
            migrations.AddField(
                model_name=model,
                name=name,
                field=field,
            )
            for model in ("template", "flow")
            for name, field in (
                ("icon", models.CharField(blank=True, default="", max_length=40, verbose_name="icon")),
                ("words", models.TextField(blank=True, default="")),
                ("published_hash", models.CharField(blank=True, default="", max_length=64)),
            )
        ],
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
