"""The collections of a project's database, declared once: documents, indexes, retention, personal data, backups and moving.

Whatever works on a project as a whole reads these declarations; a collection or field that is not declared fails the suite. The
page docs/reference/stored_data.md is generated from them. Docs: docs/decisions/0038-one-registry-and-backups.md.
"""

from typing import get_args

from pymongo import ASCENDING, DESCENDING, IndexModel

from omnia.dialogue.events import Outcome
from omnia.mongo.data_keys import KEYS
from omnia.mongo.declared import DeclaredCollection, fields

BODIES = "bodies"
TEMPLATES = "templates"
FLOWS = "flows"
VERSIONS = "versions"
RELEASES = "releases"
CHANNELS = "channels"
API_KEYS = "api_keys"
SESSIONS = "sessions"
CONVERSATIONS = "conversations"
INSIGHT = "insight"
USAGE = "usage"
AUDIT = "audit"
SETTINGS = "settings"

ALWAYS = "Until the project is erased."
MEMBER = "name of the member, or of the key, that did it"

_HEAD = (
    "_id version hash layout.* label.* kind scope industry origin.factory_key origin.version origin.hash origin.copied_at "
    "origin.pulled_at origin.declined origin.pinned deleted updated_at written.address written.at written.version unit.*"
)
_EXPIRY = IndexModel([("expires_at", ASCENDING)], name="expiry", expireAfterSeconds=0)

DECLARED: tuple[DeclaredCollection, ...] = (
    DeclaredCollection(
        BODIES,
        "The texts of all versions of templates and flows, each once, by their content hash.",
        fields("_id body"),
        ALWAYS,
        restoring="merged",
    ),
    DeclaredCollection(
        TEMPLATES,
        "The heads of the templates: which version the draft is at, where the copy came from, who wrote which part last.",
        fields(_HEAD, updated_by=MEMBER, written__by=MEMBER),
        ALWAYS,
    ),
    DeclaredCollection(
        FLOWS, "The heads of the flows, like those of templates.", fields(_HEAD, updated_by=MEMBER, written__by=MEMBER), ALWAYS
    ),
    DeclaredCollection(
        VERSIONS,
        "Every save of a template or flow, with what it takes to finish a save whose writer was killed (`by`, `origin`).",
        fields(
            "_id document key number hash layout.* at message restored_from origin.* told.* by.kind",
            author=MEMBER,
            by__id="id of the member, or of the key",
            by__label=MEMBER,
        ),
        ALWAYS,
        (IndexModel([("document", ASCENDING), ("key", ASCENDING), ("number", DESCENDING)], name="by_document"),),
    ),
    DeclaredCollection(
        RELEASES,
        "Immutable releases: which body each template and flow has.",
        fields("_id manifest.* locales default_locale region note at missing_texts.* unit.*", author=MEMBER),
        ALWAYS,
        restoring="merged",
    ),
    DeclaredCollection(
        CHANNELS,
        "Where each channel points, the canary beside `live`, and what is planned.",
        fields(
            "_id release sequence revision updated_at canary.release canary.baseline canary.weight canary.salt canary.started_at "
            "canary.changed_at canary.rule.* canary.steps.* scheduled.id scheduled.at scheduled.release scheduled.weight "
            "scheduled.steps.* scheduled.rule.* unit.*",
            updated_by=MEMBER,
            canary__started_by=MEMBER,
            canary__changed_by=MEMBER,
            scheduled__by=MEMBER,
        ),
        ALWAYS,
        restoring="merged",
    ),
    DeclaredCollection(
        API_KEYS,
        "API keys: a keyed hash of each, never the key; and rows that say so if the project is not served here as usual, or its "
        "quota is used up.",
        fields(
            "_id hash hashed_under rehashed.* name scopes channels last_four expires_at revoked_at created_at state to until "
            "turn month begins reads unit.*",
            created_by=MEMBER,
        ),
        ALWAYS,
        (IndexModel([("hash", ASCENDING)], name="by_hash", unique=True),),
        is_handed_on=False,
        restoring="continued",
    ),
    DeclaredCollection(
        SESSIONS,
        "Running conversations, sealed, and answers kept for idempotency keys; only where there is no Redis.",
        fields("_id version expires_at seen_until owed.*", data="the conversation so far, sealed", value="an answer, sealed"),
        "`OMNIA_SESSION_TTL` after the last turn; that there was one, a day longer.",
        (_EXPIRY,),
        is_handed_on=False,
        restoring="continued",
    ),
    DeclaredCollection(
        CONVERSATIONS,
        "Finished conversations, redacted as their templates say.",
        fields(
            "_id flow template locale channel release release_channel outcome started_at finished_at omitted expires_at "
            "reference_time region had_variables erased_at",
            sealed="sealed: the customer's own id of the call or person, what the caller said and the values that were captured; "
            "private ones are hidden before",
            person="a keyed hash of the customer's own id of the call or person",
            external_id="open, of records of an earlier release",
            turns_any="open, of records of an earlier release",
            values_any="open, of records of an earlier release",
        ),
        "The project's `retention_days`, else `OMNIA_CONVERSATION_DAYS`.",
        (
            _EXPIRY,
            IndexModel([("finished_at", DESCENDING), ("_id", DESCENDING)], name="by_end_and_id"),
            IndexModel([("person", ASCENDING)], name="by_person", sparse=True),
        ),
        restoring="merged",
    ),
    DeclaredCollection(
        INSIGHT,
        "Counts of finished conversations, what was added up of them, verdicts on canaries, and words that did not help.",
        fields(
            "_id kind at expires_at release locale channel pointer conversations asking whole data.* days.* content trial arm "
            "weight template node turn baseline rule.* stopped told telling_until canary_conversations canary_rate "
            "baseline_conversations baseline_rate drop confidence erased_at "
            + " ".join(f"outcome_{each}" for each in (*get_args(Outcome), "none")),
            session="id of the conversation that the words are from",
            sealed="sealed: what the caller said; private values are hidden before",
            text="open, of records of an earlier release",
        ),
        "Hours 100 days, days and canaries 800 days, sums 100 days, words the project's `words_days`, else as their "
        "conversation.",
        (
            _EXPIRY,
            IndexModel([("kind", ASCENDING), ("at", ASCENDING)], name="by_time"),
            IndexModel([("kind", ASCENDING), ("template", ASCENDING), ("at", DESCENDING)], name="by_template"),
            IndexModel([("kind", ASCENDING), ("trial", ASCENDING)], name="by_trial"),
        ),
        restoring="merged",
    ),
    DeclaredCollection(
        USAGE,
        "What the project uses, day by day, by the source that counted it; and its quota.",
        fields("_id kind at expires_at sources.* storage limits.* refuses_reads reached.* warned.* warning_until unit.*"),
        "Days 800 days, the quota until the project is erased.",
        (_EXPIRY,),
        is_handed_on=False,
        restoring="continued",
    ),
    DeclaredCollection(
        AUDIT,
        "The project's audit log, chained under a key that is not in the database.",
        fields(
            "_id at action object details.* unit previous key hash actor.kind", actor__id="id of who acted", actor__label=MEMBER
        ),
        ALWAYS,
        is_handed_on=False,
        restoring="continued",
    ),
    DeclaredCollection(
        SETTINGS,
        "The project's settings, the updates that are being taken together, the conversations replayed on the draft (ids and "
        "what became of each, no word of them), and a search for a person, sealed.",
        fields(
            "_id name locales default_locale region retention_days words_days shape job.started_at job.left.* job.taken.* "
            "job.refused.* job.id job.actor.kind job.days job.seen job.at job.edition.* job.done.* unit.*",
            sealed="what is looked for of a person and what was found of them, sealed; for an hour",
            job__by=MEMBER,
            job__stopped_by=MEMBER,
            job__actor__id="id of who began it",
            job__actor__label=MEMBER,
        ),
        ALWAYS,
    ),
    DeclaredCollection(
        KEYS,
        "The project's data keys, wrapped by the key ring: they open what is sealed.",
        fields("_id current keys.id keys.ring_key keys.wrapped keys.made_at unit.*"),
        ALWAYS,
        is_handed_on=False,
        restoring="merged",
    ),
)

COLLECTIONS: dict[str, list[IndexModel]] = {each.name: list(each.indexes) for each in DECLARED}
"""The indexes of each collection, as `ensure_collections` makes them."""
