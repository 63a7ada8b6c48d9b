from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('tenants', '0006_support_sessions'),
    ]

    operations = [
        migrations.AddField(
            model_name='project',
            name='erase_at',
            field=models.DateTimeField(blank=True, db_index=True, editable=False, null=True),
        ),
        migrations.AlterField(
            model_name='project',
            name='status',
            field=models.CharField(choices=[('provisioning', 'being set up'), ('active', 'ready'), ('failed', 'needs attention'), ('moving', 'being moved'), ('erasing', 'to be erased'), ('erased', 'erased')], default='provisioning', max_length=16),
        ),
    ]
