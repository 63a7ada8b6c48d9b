from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('factory', '0002_search_and_status'),
    ]

    operations = [
        migrations.AddField(
            model_name='flow',
            name='previous',
            field=models.JSONField(default=None, null=True),
        ),
        migrations.AddField(
            model_name='template',
            name='previous',
            field=models.JSONField(default=None, null=True),
        ),
    ]
