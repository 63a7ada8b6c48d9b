from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [("factory", "0005_successor")]

    operations = [
        migrations.CreateModel(
            name="Rollout",
            fields=[
                ("id", models.CharField(max_length=120, primary_key=True, serialize=False)),
                ("document", models.CharField(max_length=16)),
                ("key", models.CharField(max_length=80)),
                ("number", models.IntegerField()),
                ("before", models.IntegerField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("running", "running"),
                            ("paused", "paused"),
                            ("done", "with everybody"),
                            ("withdrawn", "withdrawn"),
                        ],
                        default="running",
                        max_length=16,
                    ),
                ),
                ("share", models.IntegerField(default=0)),
                ("named", models.JSONField(default=list)),
                ("salt", models.CharField(max_length=40)),
                ("revision", models.IntegerField(default=1)),
                ("started_by", models.CharField(max_length=200)),
                ("started_at", models.DateTimeField()),
                ("updated_at", models.DateTimeField()),
            ],
            options={
                "verbose_name": "rollout",
                "verbose_name_plural": "rollouts",
                "ordering": ("-started_at",),
                "indexes": [models.Index(fields=["document", "state"], name="rollout_by_document")],
            },
        ),
    ]
