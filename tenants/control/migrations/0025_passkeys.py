import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('tenants', '0024_hold'),
    ]

    operations = [
        migrations.CreateModel(
            name='Passkey',
            fields=[
                ('key', models.CharField(max_length=64, primary_key=True, serialize=False)),
                ('credential', models.TextField()),
                ('uses', models.BigIntegerField(default=0)),
                ('name', models.CharField(max_length=60)),
                ('added_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('used_at', models.DateTimeField(blank=True, null=True)),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='passkeys', to=settings.AUTH_USER_MODEL)),
            ],
        ),
    ]
