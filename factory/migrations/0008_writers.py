from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [("factory", "0007_suggestion")]

    operations = [
        migrations.AddField(model_name=name, name="written", field=models.JSONField(null=True)) for name in ("flow", "template")
    ]
