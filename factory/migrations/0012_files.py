from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [("factory", "0011_review")]

    operations = [
        migrations.CreateModel(
            name="CatalogueFile",
            fields=[
                ("id", models.CharField(max_length=120, primary_key=True, serialize=False)),
                ("hash", models.CharField(max_length=64)),
                ("text", models.TextField()),
            ],
        ),
        migrations.CreateModel(
            name="CatalogueImport",
            fields=[
                ("id", models.CharField(max_length=40, primary_key=True, serialize=False)),
                ("by", models.CharField(max_length=40)),
                ("name", models.CharField(max_length=200)),
                ("at", models.DateTimeField(db_index=True)),
                ("files", models.TextField()),
            ],
        ),
    ]
