from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [("tenants", "0020_erase_at")]

    operations = [
        migrations.AddField(
            model_name="project",
            name="hold",
            field=models.CharField(
                blank=True,
                choices=[("suspended", "suspended"), ("archived", "archived")],
                default="",
                editable=False,
                max_length=16,
                verbose_name="stopped",
            ),
        ),
        migrations.AddField(
            model_name="project",
            name="hold_reason",
            field=models.CharField(blank=True, default="", editable=False, max_length=300),
        ),
    ]
