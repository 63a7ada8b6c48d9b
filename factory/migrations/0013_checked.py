from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [("factory", "0012_files")]

    operations = [
        migrations.AddField(model_name=name, name="checked", field=models.JSONField(null=True)) for name in ("flow", "template")
    ]
