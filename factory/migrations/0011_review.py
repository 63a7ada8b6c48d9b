from django.db import migrations, models

STATES = [("asked", "In review"), ("approved", "Approved"), ("returned", "Sent back")]


class Migration(migrations.Migration):

    dependencies = [("factory", "0010_rollout_steps")]

    operations = [
        *(
            migrations.AddField(model_name=name, name=field, field=made)
            for name in ("flow", "template")
            for field, made in (
                ("review_state", models.CharField(blank=True, choices=STATES, default="", max_length=16)),
                ("review_hash", models.CharField(blank=True, default="", max_length=64)),
                ("review", models.JSONField(null=True)),
            )
        ),
        migrations.AddField(
            model_name="catalogueversion", name="change_class", field=models.CharField(blank=True, default="", max_length=16)
        ),
        migrations.AddField(
            model_name="catalogueversion", name="approved_by", field=models.CharField(blank=True, default="", max_length=200)
        ),
    ]
