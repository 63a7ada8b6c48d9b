"""Who is let in where: the table that every address of the product must have a row in.

It is written by hand, and from nothing that the product itself decides by.
"""

from dataclasses import dataclass, replace
from typing import Literal

ROLES = ("owner", "designer", "translator", "publisher", "analyst", "viewer")
SUPPORT = ("support", "past_support")
"""Operators of the platform: with a support session in the project that runs, and with one that is over."""

STAFF = ("staff", "catalogue_editor", "catalogue_publisher", "operator", "auditor", "superuser", *SUPPORT)
CUSTOMERS = (*ROLES, "stranger", "guest")
PEOPLE = (*CUSTOMERS, *STAFF)
"""All who are signed in: of the project, of another one, of none and invited, and the platform's staff."""

KEYS = (
    "read_key", "converse_key", "manage_key", "persons_key", "foreign_key", "revoked_key", "expired_key", "forged_key",
    "transplanted_key",
)  # fmt: skip
AT_PAGES = ("", "closed", "manage_key", *PEOPLE)
"""Who knocks at pages. The first is nobody; `closed` was signed in as an owner when the account was closed."""
AT_CALLS = ("", "owner", "superuser", *KEYS)

RIGHTS: dict[str, frozenset[str]] = {
    "anybody": frozenset({*AT_PAGES, *AT_CALLS}),
    "nobody": frozenset(),
    "person": frozenset(PEOPLE),
    "customer": frozenset(CUSTOMERS),
    "invited": frozenset({"guest"}),
    # In the project.
    "see": frozenset({*ROLES, "support"}),
    "texts": frozenset({"owner", "designer", "translator"}),
    "edit": frozenset({"owner", "designer"}),
    "publish": frozenset({"owner", "publisher"}),
    "talks": frozenset({"owner", "designer", "publisher", "analyst"}),
    "own": frozenset({"owner"}),
    "ends_support": frozenset({"owner", "support"}),
    # In the staff's admin.
    "staff": frozenset(STAFF),
    "group": frozenset({"catalogue_editor", "catalogue_publisher", "operator", "auditor", "superuser", *SUPPORT}),
    "editor": frozenset({"catalogue_editor", "superuser"}),
    "releaser": frozenset({"catalogue_publisher", "superuser"}),
    "either": frozenset({"catalogue_editor", "catalogue_publisher", "superuser"}),
    "reader": frozenset({"operator", "auditor", "superuser", *SUPPORT}),
    "operator": frozenset({"operator", "superuser", *SUPPORT}),
    "auditor": frozenset({"auditor", "superuser"}),
    "superuser": frozenset({"superuser"}),
    # With a key: the other tenant's is let in to what is its own.
    "read": frozenset({"read_key", "foreign_key"}),
    "converse": frozenset({"converse_key", "foreign_key"}),
    "manage": frozenset({"manage_key", "persons_key", "foreign_key"}),
    "persons": frozenset({"persons_key", "foreign_key"}),
    "own_session": frozenset({"converse_key"}),
}

Door = Literal["project", "account", "admin", "call", "open"]
MEMBERS = RIGHTS["see"]
NOT_OFFERED = 405


@dataclass(frozen=True, slots=True)
class Row:
    """Who is let in at one address with one method."""

    door: Door
    right: str
    changes: bool = False
    """Whether what the forms send changes something, for who is let in."""
    met: frozenset[int] = frozenset({200, 201, 204, 302})
    """What who is let in may be answered."""
    also: frozenset[int] = frozenset()
    """What else who is not let in may be answered."""
    instead: int = 0
    """What who is signed in and not let in is answered, if it is not what the door answers."""

    def refusal(self, who: str) -> tuple[int, str] | None:
        """The status for one of the actors, with the beginning of where it leads; None for who is let in."""
        if self.right == "405":
            return NOT_OFFERED, ""
        if who in RIGHTS[self.right]:
            return None
        return REFUSALS[self.door](self, who)


def _from_project(_row: Row, who: str) -> tuple[int, str]:
    if who not in PEOPLE:
        return 302, "/sign-in?next="
    return (403, "") if who in MEMBERS else (404, "")


def _from_account(row: Row, who: str) -> tuple[int, str]:
    return (row.instead or 404, "") if who in PEOPLE else (302, "/sign-in?next=")


def _from_admin(row: Row, who: str) -> tuple[int, str]:
    return (row.instead or 403, "") if who in STAFF else (302, "/admin/login/?next=")


def _from_call(row: Row, who: str) -> tuple[int, str]:
    if who not in ("read_key", "converse_key", "manage_key", "persons_key", "foreign_key"):
        return 401, ""
    # A conversation of this project is none for the other tenant's key, whatever its scopes.
    return (404, "") if row.right == "own_session" and who == "foreign_key" else (403, "")


def _from_open(row: Row, _who: str) -> tuple[int, str]:
    return row.instead or 404, ""


REFUSALS = {
    "project": _from_project, "account": _from_account, "admin": _from_admin, "call": _from_call, "open": _from_open,
}  # fmt: skip

CHANGES = "+"
Table = dict[tuple[str, str], Row]


def _rows(door: Door, listed: str, base: str = "") -> Table:
    """A table as it is written below: address, who may read, who may post; a + after who may post: that changes something."""
    found: Table = {}
    for line in listed.strip().splitlines():
        address, read, post = line.split()
        found["GET", base + address] = Row(door, read)
        found["POST", base + address] = Row(door, post.rstrip(CHANGES), post.endswith(CHANGES))
    return found


PROJECT = _rows("project", """
/                                                       see      see
/resume                                                 405      own
/export                                                 405      own+
/erase                                                  405      own+
/keep                                                   405      own
/templates                                              see      see
/templates/{key}                                        see      texts+
/templates/{key}/history                                see      edit+
/templates/{key}/source                                 see      see
/templates/{key}/import                                 texts    texts+
/templates/{key}/score                                  see      see
/templates/{key}/remove                                 edit     edit+
/new/{document}                                         edit     edit+
/new/{document}/copy                                    edit     edit
/flows                                                  see      see
/flows/{key}                                            see      texts+
/flows/{key}/history                                    see      edit+
/flows/{key}/source                                     see      see
/flows/{key}/import                                     texts    texts+
/flows/{key}/remove                                     edit     edit+
/texts                                                  see      texts+
/updates                                                see      see
/updates/take-safe                                      405      edit+
/updates/take-safe/progress                             see      see
/updates/take-safe/told                                 405      edit
/updates/{document}/{key}                               see      edit+
/updates/{document}/{key}/decline                       405      edit+
/updates/{document}/{key}/pin                           405      edit+
/updates/{document}/{key}/want                          405      edit
/updates/{document}/{key}/add                           405      edit+
/suggest/{document}/{key}                               see      edit+
/suggest/{document}/{key}/{suggestion}/withdraw         405      edit+
/releases                                               see      see
/releases/compare                                       see      see
/releases/new                                           publish  publish+
/releases/{number}/live                                 405      publish+
/releases/{number}/place                                publish  publish+
/channels/canary/weight                                 405      publish+
/channels/canary/promote                                405      publish+
/channels/canary/abort                                  405      publish+
/channels/{channel}/move                                405      publish+
/channels/{channel}/live                                405      publish+
/plans/{plan}/cancel                                    405      publish+
/conversations                                          talks    talks
/conversations/{session}                                talks    talks
/conversations/{session}/steps                          talks    talks
/replay                                                 talks    talks+
/replay/go-on                                           405      talks
/replay/stop                                            405      talks
/replay/{session}                                       talks    talks
/replay/{session}/keep                                  405      edit
/insight                                                talks    talks
/insight/export.csv                                     talks    talks
/insight/rule                                           405      publish+
/insight/templates/{key}                                talks    talks
/insight/templates/{key}/learn                          405      edit+
/people                                                 see      own+
/people/who-may                                         see      see
/people/{user_id}                                       405      own+
/people/invitations/{invitation_id}                     405      own+
/audit                                                  own      own
/audit/audit.{form}                                     405      own+
/keys                                                   see      own+
/keys/{key_id}/replace                                  405      own+
/keys/{key_id}/revoke                                   405      own+
/settings                                               see      see
/settings/sharing                                       405      own+
/settings/support                                       405      own+
/support/end                                            405      ends_support+
/usage                                                  own      own
/usage/usage.csv                                        own      own
/privacy                                                own      own
/privacy/retention                                      405      own+
/privacy/person                                         own      own+
/privacy/person/go-on                                   405      own
/privacy/person/export                                  405      own+
/privacy/person/erase                                   405      own+
/simulator                                              405      see
/simulator/turn                                         405      see
/simulator/keep                                         405      edit
""", base="/p/{project_id}")  # fmt: skip

ACCOUNT = _rows("account", """
/projects                           person   person
/projects/new                       person   customer+
/account                            person   person
/account/password                   person   person
/account/sessions                   405      person+
/account/second-factor              person   person
/account/not-saved                  person   person
/invitations                        person   person
/invitations/{token}                invited  invited
/invitations/{invitation_id}/answer 405      invited+
""")  # fmt: skip
# What is sent there is no password of anybody's.
ACCOUNT["POST", "/account/password"] = Row("account", "person", met=frozenset({422, 429}))
ACCOUNT["POST", "/projects/new"] = Row("account", "customer", changes=True, instead=200)

OPEN = _rows("open", """
/                       anybody  anybody
/sign-in                anybody  anybody
/sign-in/code           anybody  anybody
/sign-out               405      anybody
/password/forgotten     anybody  anybody
/password/sent          anybody  anybody
/password/new/{token}   anybody  anybody+
/preferences/theme      405      anybody
/i18n/setlang/          anybody  anybody
/livez                  anybody  405
/readyz                 anybody  405
/startupz               anybody  405
/metrics                anybody  405
/api/v1/                nobody   nobody
/api/v1/openapi.json    anybody  405
/api/v1/docs            anybody  405
/api/v1/docs/reference.css          anybody  405
/api/manage/v1/         nobody   nobody
/api/manage/v1/openapi.json         anybody  405
/admin/r/{place}        nobody   nobody
/admin/r/{content_type_id}/{object_id}/     nobody   nobody
""")  # fmt: skip

# Whoever asks too often waits.
for _method in ("GET", "POST"):
    # Whoever has not said a password first is led to where that is said.
    OPEN[_method, "/sign-in/code"] = Row("open", "anybody", met=frozenset({302}))
OPEN["POST", "/password/forgotten"] = Row("open", "anybody", met=frozenset({302, 429}))

DOCUMENT = """
/                       group    group
/add/                   editor   editor+
/{object_id}/document/  group    editor+
/{object_id}/build/     group    editor+
/{object_id}/tests/     group    group
/{object_id}/simulator/ 405      group
/{object_id}/simulator/turn/        405      group
/{object_id}/simulator/keep/        405      editor
/{object_id}/undo/      editor   editor+
/{object_id}/review/    group    either+
/{object_id}/publish/   releaser releaser+
/{object_id}/deprecate/ releaser releaser+
/{object_id}/restore/{number}/      editor   editor+
/{object_id}/restore-save/{number}/ editor   editor+
/{object_id}/blast-radius/          group    either+
/{object_id}/blast-radius/progress/ group    group
/{object_id}/rollout/   group    releaser+
/{object_id}/changes/   group    group
/{object_id}/history/   group    group
/{object_id}/delete/    nobody   nobody
/{object_id}/change/    group    editor+
/{object_id}/           staff    staff
"""
INDUSTRY = """
/                       group    group
/add/                   editor   editor+
/{object_id}/history/   group    group
/{object_id}/delete/    nobody   nobody
/{object_id}/change/    group    editor+
/{object_id}/           staff    staff
"""
SUGGESTION = """
/                       editor   editor
/add/                   nobody   nobody
/{object_id}/history/   staff    staff
/{object_id}/delete/    nobody   nobody
/{object_id}/change/    editor   editor+
/{object_id}/           staff    staff
"""
USER = """
/                       reader   reader
/add/                   operator operator+
/{object_id}/history/   reader   reader
/{object_id}/delete/    nobody   nobody
/{object_id}/change/    reader   superuser+
/{object_id}/           staff    staff
"""
CLUSTER = """
/                       reader   reader
/add/                   nobody   nobody
/{object_id}/history/   reader   reader
/{object_id}/delete/    nobody   nobody
/{object_id}/change/    reader   operator+
/{object_id}/           staff    staff
"""
CUSTOMERS_PROJECT = """
/                       reader   reader
/import/                operator operator
/{object_id}/hold/      reader   operator
/{object_id}/move/      reader   operator
/{object_id}/move/progress/     reader   reader
/add/                   nobody   nobody
/{object_id}/history/   reader   reader
/{object_id}/delete/    nobody   nobody
/{object_id}/change/    reader   nobody
/{object_id}/support/   operator operator
/{object_id}/           staff    staff
"""
CATALOGUE_FILES = """
/catalogue-texts/       group    editor
/catalogue-files/       group    editor
/catalogue-files/catalogue.zip      group    group
/catalogue-files/{upload}/          editor   editor
"""
SITE = """
/                       staff    staff
/search/                staff    staff
/password_change/       staff    staff
/password_change/done/  staff    405
/jsi18n/                staff    405
/autocomplete/          nobody   405
/{app_label}/           group    group
/log/platform/          auditor  auditor
/log/platform/log.{form}            405      auditor+
/log/catalogue/         auditor  auditor
/log/catalogue/log.{form}           405      auditor+
/usage/                 reader   reader
/usage/usage.csv        reader   reader
/usage/{project_id}/    reader   operator+
/usage/{project_id}/usage.csv       reader   reader
/{url}                  nobody   nobody
"""
ADMIN = {
    key: row
    for base, listed in (
        ("", SITE), ("/factory/template", DOCUMENT), ("/factory/flow", DOCUMENT), ("/factory/industry", INDUSTRY),
        ("/factory/suggestion", SUGGESTION), ("/tenants/user", USER), ("/tenants/cluster", CLUSTER),
        ("/tenants/project", CUSTOMERS_PROJECT), ("/factory/template", CATALOGUE_FILES),
    )
    for key, row in _rows("admin", listed, "/admin" + base).items()
}  # fmt: skip
# Whoever has a session already is told so.
ADMIN["POST", "/admin/tenants/project/{object_id}/support/"] = Row("admin", "operator", met=frozenset({302, 422}))
# What is stopped in a project is tried in one of its own: what comes after here would be stopped, too.
ADMIN["POST", "/admin/tenants/project/{object_id}/hold/"] = Row("admin", "operator", met=frozenset({422}))
# No bundle is sent here: what one is taken in from, its own tests send.
ADMIN["POST", "/admin/tenants/project/import/"] = Row("admin", "operator", met=frozenset({422}))
# Nothing is uploaded here; an upload is its person's alone, which its own tests try.
ADMIN["POST", "/admin/factory/template/catalogue-files/"] = Row("admin", "editor", met=frozenset({422}))
for _method in ("GET", "POST"):
    ADMIN[_method, "/admin/factory/template/catalogue-files/{upload}/"] = Row("admin", "editor", met=frozenset({404}))
_OFFERED = frozenset({405})
for _address in ("/password_change/done/", "/jsi18n/", "/autocomplete/"):
    # Who is no staff is led to the door first.
    ADMIN["POST", "/admin" + _address] = Row("admin", "staff", met=_OFFERED)
for _method in ("GET", "POST"):
    ADMIN[_method, "/admin/{url}"] = Row("admin", "nobody", instead=404)
    ADMIN[_method, "/admin/{app_label}/"] = Row("admin", "group", instead=404)
    # Which of the two pages of sign-in there is depends on who asks, and nothing else does.
    ADMIN[_method, "/admin/login/"] = Row("open", "anybody", met=frozenset({302, 403}))
    ADMIN[_method, "/admin/logout/"] = Row("open", "anybody", met=frozenset({302, 405}))


def _calls(listed: str, base: str) -> Table:
    """Calls of an API: method, address, scope; a + after the scope: it changes something; then what else is answered."""
    found: Table = {}
    for line in listed.strip().splitlines():
        method, address, scope, *met = line.split()
        answers = frozenset(map(int, met)) or frozenset({200, 201, 204})
        found[method, base + address] = Row("call", scope.rstrip(CHANGES), scope.endswith(CHANGES), answers)
    return found


RUNTIME = _calls("""
GET     /release                        read
GET     /templates                      read
GET     /flows                          read
GET     /templates/{key}                read
GET     /flows/{key}                    read
POST    /sessions                       converse+
POST    /sessions/{session}/turns       own_session+
GET     /sessions/{session}             own_session
DELETE  /sessions/{session}             own_session+
GET     /sessions/{session}/transcript  own_session
POST    /parse                          converse
""", "/api/v1")  # fmt: skip

MANAGEMENT = _calls("""
GET     /project                        manage
GET     /templates                      manage
GET     /flows                          manage
GET     /templates/{key}                manage
GET     /flows/{key}                    manage
PUT     /templates/{key}                manage+
PUT     /flows/{key}                    manage+
POST    /templates/{key}/validate       manage
POST    /flows/{key}/validate           manage
POST    /validate                       manage
GET     /templates/{key}/versions       manage
GET     /flows/{key}/versions           manage
GET     /templates/{key}/provenance     manage
GET     /flows/{key}/provenance         manage
POST    /templates/{key}/restore        manage+
POST    /flows/{key}/restore            manage+
GET     /releases                       manage
POST    /releases                       manage+
GET     /channels                       manage
PUT     /channels/{channel}             manage+
POST    /rollback                       manage+
POST    /canary                         manage   409
PATCH   /canary                         manage+
POST    /canary/promote                 manage+
POST    /canary/abort                   manage+
GET     /canary                         manage
PUT     /canary/steps                   manage+
PUT     /canary/rule                    manage+
GET     /plans                          manage
POST    /plans                          manage+
DELETE  /plans/{plan}                   manage+
GET     /insight                        manage
GET     /replay                         manage   404
POST    /replay                         manage+
POST    /replay/go_on                   manage   404
POST    /replay/stop                    manage   404
GET     /person                         persons
POST    /person                         persons+
POST    /person/go_on                   persons
POST    /person/export                  persons+
POST    /person/erase                   persons+
GET     /suggestions                    manage
GET     /suggestions/{document}/{key}   manage
POST    /suggestions/{document}/{key}/preview   manage
POST    /suggestions/{document}/{key}   manage+
DELETE  /suggestions/{suggestion}       manage+
GET     /updates                        manage
POST    /updates/{document}/{key}/preview   manage
POST    /updates/{document}/{key}       manage+
POST    /updates/take_safe              manage+
GET     /updates/set_aside              manage
GET     /updates/orphaned               manage
POST    /updates/{document}/{key}/decline   manage+
PUT     /updates/{document}/{key}/pin   manage+
DELETE  /updates/{document}/{key}/choice    manage
GET     /new_documents                  manage
POST    /new_documents/{document}/{key} manage+
GET     /export                         manage
POST    /import                         manage+
""", "/api/manage/v1")  # fmt: skip

PAGES: Table = PROJECT | ACCOUNT | OPEN | ADMIN
CALLS: Table = RUNTIME | MANAGEMENT
METHODS = ("GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE")


PLAIN = ("/api/", "/livez", "/readyz", "/startupz", "/metrics")
"""What addresses begin with at which a method that is not spoken of is not offered."""


def row_of(method: str, address: str) -> Row:
    """The row of an address and any method: HEAD is read like GET, and so is at a page what the table does not speak of."""
    method = "GET" if method == "HEAD" else method
    table = PAGES if ("GET", address) in PAGES else CALLS
    found = table.get((method, address))
    if found is not None:
        return found
    read = table.get(("GET", address), Row("call", "405"))
    if address.startswith(PLAIN) and read.right != "nobody":
        return Row("call", "405")
    # A page may also say that it does not know the method, and to OPTIONS what it knows, which tells nothing of anybody.
    also = frozenset({NOT_OFFERED, 200} if method == "OPTIONS" else {NOT_OFFERED})
    return replace(read, met=read.met | also, also=also)


def actors_at(address: str) -> tuple[str, ...]:
    """Who knocks at an address."""
    return AT_CALLS if address.startswith("/api/") else AT_PAGES
