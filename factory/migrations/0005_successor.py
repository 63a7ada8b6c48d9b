from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [("factory", "0004_versions_of_drafts")]

    operations = [
        migrations.AddField(
            model_name=name,
            name="successor",
            field=models.CharField(blank=True, default="", max_length=80, verbose_name="successor"),
        )
        for name in ("flow", "template")
    ]
