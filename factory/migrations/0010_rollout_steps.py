from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [("factory", "0009_found_by_key")]

    operations = [
        migrations.AddField(model_name="rollout", name="steps", field=models.JSONField(default=list)),
        migrations.AddField(model_name="rollout", name="every_hours", field=models.IntegerField(default=0)),
        migrations.AddField(model_name="rollout", name="next_at", field=models.DateTimeField(default=None, null=True)),
    ]
