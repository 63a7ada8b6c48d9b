"""Every address in its one normal form; the records of the package that used to lock people out go."""

import sys

from django.db import migrations

import tenants.control.fields
from omnia.infra.email_addresses import normalise_email

AXES = ("axes_accessattempt", "axes_accessattemptexpiration", "axes_accessfailurelog", "axes_accesslog")


def normalise_addresses(apps, schema_editor):
    """Rewrite addresses that are not in normal form; of two that become one, the older account keeps it."""
    users = schema_editor.connection.get_collection("tenants_user")
    taken = {row["email"]: row["_id"] for row in users.find({}, {"email": 1})}
    for row in users.find({}, {"email": 1}).sort("date_joined", 1):
        normal = normalise_email(row["email"])
        if normal == row["email"]:
            continue
        if normal in taken:
            # Nobody signs in with it any more, since what is typed is normalised first. A person must decide.
            print(f"The account {row['_id']} has the address of the account {taken[normal]} and cannot sign in.", file=sys.stderr)
            continue
        users.update_one({"_id": row["_id"]}, {"$set": {"email": normal}})
        taken[normal] = row["_id"]


def drop_records(apps, schema_editor):
    """Drop the addresses and names that django-axes kept of everyone who signed in or tried to."""
    for name in AXES:
        schema_editor.connection.get_collection(name).drop()


class Migration(migrations.Migration):

    dependencies = [
        ('tenants', '0002_cluster'),
    ]

    operations = [
        migrations.AlterField(
            model_name='user',
            name='email',
            field=tenants.control.fields.NormalEmailField(max_length=254, unique=True, verbose_name='e-mail'),
        ),
        migrations.RunPython(normalise_addresses, migrations.RunPython.noop),
        migrations.RunPython(drop_records, migrations.RunPython.noop),
    ]
