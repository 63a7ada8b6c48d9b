import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('tenants', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Cluster',
            fields=[
                ('key', models.CharField(editable=False, max_length=40, primary_key=True, serialize=False, verbose_name='key')),
                ('region', models.CharField(blank=True, help_text='Where its data lies, for people to read.', max_length=60, verbose_name='region')),
                ('accepts_projects', models.BooleanField(default=True, help_text='Off: the projects on it go on as before, and no new one is placed here.', verbose_name='takes new projects')),
                ('added_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
            ],
            options={
                'verbose_name': 'cluster',
                'verbose_name_plural': 'clusters',
            },
        ),
    ]
