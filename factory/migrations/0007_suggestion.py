from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [("factory", "0006_rollout")]

    operations = [
        migrations.CreateModel(
            name="Suggestion",
            fields=[
                ("id", models.CharField(max_length=40, primary_key=True, serialize=False)),
                ("seat", models.CharField(max_length=80, unique=True)),
                ("document", models.CharField(max_length=16)),
                ("key", models.CharField(max_length=80, verbose_name="document")),
                ("copy_key", models.CharField(max_length=80)),
                ("base_version", models.IntegerField()),
                ("body", models.TextField()),
                ("hash", models.CharField(max_length=64)),
                ("place_count", models.IntegerField()),
                ("note", models.TextField(blank=True, verbose_name="note")),
                ("project", models.CharField(max_length=40)),
                ("project_name", models.CharField(max_length=200, verbose_name="project")),
                ("person", models.CharField(max_length=200, verbose_name="suggested by")),
                ("at", models.DateTimeField(verbose_name="when")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "open"),
                            ("taking", "being taken"),
                            ("taken", "taken"),
                            ("declined", "declined"),
                            ("withdrawn", "withdrawn by the project"),
                        ],
                        default="open",
                        max_length=16,
                        verbose_name="state",
                    ),
                ),
                ("revision", models.IntegerField(default=1)),
                ("decided_by", models.CharField(blank=True, max_length=200)),
                ("decided_at", models.DateTimeField(null=True)),
                ("reason", models.TextField(blank=True)),
                ("taken_as", models.IntegerField(default=0)),
            ],
            options={
                "verbose_name": "suggestion",
                "verbose_name_plural": "suggestions",
                "ordering": ("-at",),
                "indexes": [
                    models.Index(fields=["project", "document", "copy_key", "-at"], name="suggestion_by_copy"),
                    models.Index(fields=["state", "-at"], name="suggestion_by_state"),
                ],
            },
        ),
    ]
