"""The collections of the factory's database, declared: the catalogue, and what a backup holds of it."""

from omnia.mongo.declared import ANY, DeclaredCollection, Field, fields

ALWAYS = "As long as the platform is."
STAFF = "name of the member of staff"


def _of_staff(name: str, purpose: str, retention: str = ALWAYS, /, **personal: str) -> DeclaredCollection:
    return DeclaredCollection(name, purpose, (Field(ANY), *fields("", **personal)), retention)


DECLARED: tuple[DeclaredCollection, ...] = (
    _of_staff("factory_industry", "The industries that documents are for."),
    _of_staff(
        "factory_template",
        "Templates: the draft, who wrote which part last, and which version is published.",
        updated_by=STAFF,
        written="names of the members of staff who wrote its parts",
        review="ids and names of the members of staff who asked for a review and decided",
    ),
    _of_staff(
        "factory_flow",
        "Flows, like templates.",
        updated_by=STAFF,
        written="names of the members of staff who wrote its parts",
        review="ids and names of the members of staff who asked for a review and decided",
    ),
    _of_staff("factory_catalogueversion", "Published versions; never changed.", author=STAFF, approved_by=STAFF),
    _of_staff("factory_draftversion", "Every save of a draft.", author=STAFF),
    _of_staff("factory_cataloguefile", "The file that a document was last taken in from, as it was written."),
    DeclaredCollection(
        "factory_catalogueimport",
        "Catalogue files that somebody uploaded, until they are taken in.",
        (Field(ANY), *fields("", by="id of the member of staff")),
        "Until they are taken in; a day otherwise.",
        is_backed_up=False,
    ),
    _of_staff("factory_rollout", "Versions that are offered to a part of the projects first.", started_by=STAFF),
    _of_staff(
        "factory_suggestion",
        "Places of a copy that a project suggested to the catalogue.",
        "Until the project withdraws it or is erased.",
        person="name of the member who suggested",
        decided_by=STAFF,
    ),
    DeclaredCollection(
        "omnia_readiness",
        "When a probe last found that the database takes writes.",
        (Field(ANY),),
        "Until the next one.",
        is_backed_up=False,
    ),
    DeclaredCollection(
        "intents",
        "Changes of the catalogue that were begun and whose entry in the audit log is not written yet.",
        (Field(ANY), *fields("", actor__id="id of who acts", actor__label=STAFF)),
        "A moment; two minutes if the process is killed.",
        is_backed_up=False,
    ),
    DeclaredCollection(
        "audit",
        "The catalogue's audit log.",
        (Field(ANY), *fields("", actor__id="id of who acted", actor__label=STAFF)),
        ALWAYS,
        restoring="continued",
    ),
    _of_staff("django_migrations", "Which migrations were applied."),
)
