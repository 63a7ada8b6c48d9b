"""The collections of a project's database and their indexes, declared once.

The shapes of the documents:

- bodies: `{_id: content hash, body: canonical JSON text}`
- templates, flows: `{_id: key, version, hash, label, kind, scope, industry, origin, written, updated_at, updated_by, deleted}`
- versions: `{_id: "<document>:<key>:<number>", document, key, number, hash, author, at, message, restored_from}`
- releases: `{_id: number, manifest: {templates, flows}, locales, default_locale, region, note, author, at, missing_texts}`
- channels: `{_id: name, release, sequence, revision, updated_at, updated_by, canary, scheduled}`, see `tenants.project.channels`
- api_keys: `{_id, hash, name, scopes, channels, last_four, expires_at, revoked_at, created_at, created_by}`
- sessions, conversations: written by the runtime, with `expires_at`
- insight: the counts of finished conversations and the words that did not help, see `tenants.project.rollups`
- audit: the project's hash-chained log
- keys: `{_id: "data", current, keys: [{id, ring_key, wrapped, made_at}]}`: the project's data keys, wrapped
- settings: `{_id: "project", name, locales, default_locale, region, retention_days}`, and `{_id: "take_safe_updates", job}`: the
  updates that are being taken together, and how far that is
"""

from pymongo import ASCENDING, DESCENDING, IndexModel

from omnia.mongo.data_keys import KEYS

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
AUDIT = "audit"
SETTINGS = "settings"

COLLECTIONS: dict[str, list[IndexModel]] = {
    BODIES: [],
    TEMPLATES: [],
    FLOWS: [],
    VERSIONS: [IndexModel([("document", ASCENDING), ("key", ASCENDING), ("number", DESCENDING)], name="by_document")],
    RELEASES: [],
    CHANNELS: [],
    API_KEYS: [IndexModel([("hash", ASCENDING)], name="by_hash", unique=True)],
    SESSIONS: [IndexModel([("expires_at", ASCENDING)], name="expiry", expireAfterSeconds=0)],
    CONVERSATIONS: [
        IndexModel([("expires_at", ASCENDING)], name="expiry", expireAfterSeconds=0),
        IndexModel([("finished_at", DESCENDING)], name="by_end"),
    ],
    INSIGHT: [
        IndexModel([("expires_at", ASCENDING)], name="expiry", expireAfterSeconds=0),
        IndexModel([("kind", ASCENDING), ("at", ASCENDING)], name="by_time"),
        IndexModel([("kind", ASCENDING), ("template", ASCENDING), ("at", DESCENDING)], name="by_template"),
        IndexModel([("kind", ASCENDING), ("trial", ASCENDING)], name="by_trial"),
    ],
    AUDIT: [],
    SETTINGS: [],
    KEYS: [],
}
