from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [("tenants", "0025_passkeys")]

    operations = [
        migrations.AlterModelOptions(
            name="project",
            options={
                "permissions": (
                    ("edit_texts", "Edit texts"),
                    ("edit_templates", "Edit templates and flows"),
                    ("publish", "Publish and roll back"),
                    ("manage_keys", "Manage API keys"),
                    ("manage_people", "Manage people"),
                    ("view_conversations", "View conversations"),
                    ("manage_project", "Manage the project"),
                ),
                "verbose_name": "project",
                "verbose_name_plural": "projects",
            },
        ),
    ]
