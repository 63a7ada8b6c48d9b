"""Makes the actors of the browser tests and their projects in a running product; prints who and what there is, as JSON."""

import json
import sys
from typing import Any

PASSWORD = "a-long-password"
MEMBERS = ("designer", "viewer")
LONE = ("newcomer", "guest", "starter", "careful", "debtor", "keyed", "grower")


def main() -> None:
    import django

    django.setup()
    from django.contrib.auth.models import Group

    from omnia.infra.audit import Actor
    from tenants.actions.keys import issue_key
    from tenants.actions.people import add_member
    from tenants.actions.provisioning import create_project
    from tenants.actions.releasing import publish
    from tenants.control.models import Project, User

    system = Actor("system", "tests", "tests")
    people = {name: User.objects.create_user(f"{name}@example.com", PASSWORD, name=name.title()) for name in ("owner", *MEMBERS)}
    people |= {name: User.objects.create_user(f"{name}@example.com", PASSWORD, name=name.title()) for name in ("stranger", *LONE)}
    people["staff"] = User.objects.create_user("clerk@example.com", PASSWORD, name="Clerk", is_staff=True)
    people["root"] = User.objects.create_superuser("root@example.com", PASSWORD, name="Root")
    people["editor"] = User.objects.create_user("editor@example.com", PASSWORD, name="Editor", is_staff=True)
    people["editor"].groups.set(Group.objects.filter(name="catalogue editor"))
    people["reviewer"] = User.objects.create_user("reviewer@example.com", PASSWORD, name="Reviewer", is_staff=True)
    people["reviewer"].groups.set(Group.objects.filter(name="catalogue publisher"))

    def project(name: str, owner: str) -> Project:
        return create_project(system, name=name, industries=("insurance",), locales=("en", "it"), owner=people[owner])

    def told(made: Project) -> dict[str, Any]:
        return {"id": made.pk, "name": made.name, "key": issue_key(system, made, name="Tests", scopes=("read", "converse")).key}

    shared, cycle, foreign = project("Acme", "owner"), project("Borealis", "owner"), project("Globex", "stranger")
    fresh, held = project("Caravel", "owner"), project("Doldrum", "debtor")
    metered, written = project("Estuary", "grower"), project("Fjord", "owner")
    imported, drawn = project("Garnet", "owner"), project("Harbour", "owner")
    for made in (shared, cycle, fresh, held, metered, written, drawn):
        publish(system, made, note="First release")
    for name in MEMBERS:
        add_member(system, shared, email=f"{name}@example.com", role=name)
    json.dump(
        {
            "people": {name: {"email": user.email, "password": PASSWORD} for name, user in people.items()},
            "projects": {
                "shared": told(shared),
                "cycle": told(cycle),
                "fresh": told(fresh),
                "foreign": told(foreign),
                "held": told(held),
                "metered": told(metered),
                "written": told(written),
                "imported": told(imported),
                "drawn": told(drawn),
            },
        },
        sys.stdout,
    )


if __name__ == "__main__":
    main()
