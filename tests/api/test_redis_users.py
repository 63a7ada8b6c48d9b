"""Redis over TLS with client certificates, under the users of the ACL file that `database_users --redis` prints."""

import shutil
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import certificates
import pytest
import redis as redis_client
from redis_servers import answers
from talks import post_turn, start
from waiting import wait_until

from fleet.access_rights import redis_users
from omnia.infra import background, redis_keys
from omnia.infra.redis import client
from omnia.mongo.embedded import free_port
from omnia.settings.env import environment

pytestmark = [
    pytest.mark.redis,
    pytest.mark.skipif(shutil.which("redis-server") is None, reason="redis-server is not installed; install it to run these."),
]
PORTAL_KEY = f"{environment().OMNIA_DATABASE_PREFIX}:portal:1:session:somebody"


@dataclass(frozen=True, slots=True)
class Guarded:
    """A server that asks who one is, twice."""

    port: int
    made: certificates.Certificates
    tests: redis_client.Redis

    def address(self, user: str, *, certificate: bool = True) -> str:
        """The product's address for a user."""
        shown = f"&ssl_certfile={self.made.certificate}&ssl_keyfile={self.made.key}" if certificate else ""
        login = f"{user}:{user}-password"
        return f"rediss://{login}@127.0.0.1:{self.port}?ssl_ca_certs={self.made.authority}{shown}"


@pytest.fixture(scope="module")
def guarded(tmp_path_factory):
    folder = tmp_path_factory.mktemp("guarded")
    made, port = certificates.make(folder), free_port()
    passwords = {name: f"{name}-password" for name in redis_users.names()}
    (folder / "users.acl").write_text("\n".join([*redis_users.lines(passwords), "user tests on >tests ~* &* +@all"]) + "\n")
    lines = [f'port 0\ntls-port {port}\nbind 127.0.0.1\nsave ""\naclfile {folder / "users.acl"}\ntls-auth-clients yes']
    lines += [f"tls-cert-file {made.certificate}\ntls-key-file {made.key}\ntls-ca-cert-file {made.authority}\ndir {folder}"]
    (folder / "redis.conf").write_text("\n".join(lines))
    with (folder / "redis.log").open("wb") as log:
        process = subprocess.Popen(["redis-server", str(folder / "redis.conf")], stdout=log, stderr=log)
    shown = {
        "ssl": True,
        "ssl_ca_certs": str(made.authority),
        "ssl_certfile": str(made.certificate),
        "ssl_keyfile": str(made.key),
    }
    try:
        with redis_client.Redis(host="127.0.0.1", port=port, username="tests", password="tests", **shown) as connection:
            wait_until(lambda: answers(connection))
            yield Guarded(port, made, connection)
    finally:
        process.terminate()
        process.wait(60)


@pytest.fixture
def use(guarded, settings) -> Callable[..., None]:
    """Be a process of one kind, as its address makes it."""
    guarded.tests.flushall()

    def become(user: str, **how: bool) -> None:
        settings.OMNIA_REDIS_URL = guarded.address(user, **how)
        background.reset_process()

    return become


def refused(ask: Callable[[], object]) -> bool:
    try:
        ask()
    except redis_client.exceptions.NoPermissionError:
        return True
    except redis_client.ResponseError as error:
        # What a script is refused is told in other words.
        return "can't access at least one of the keys" in str(error)
    return False


def test_runtime_holds_conversations_and_can_neither_read_nor_list_nor_announce_what_is_not_its_own(
    published_project, guarded, use
):
    use("omnia_runtime")
    api = published_project.client
    opening = start(api)
    assert post_turn(api, opening["session"], opening["turn"], "next Friday").status == 200
    assert api.get("/api/v1/templates").headers["RateLimit"]
    kept = {name.decode() for name in guarded.tests.keys("*")}
    assert {name.split(":")[2] for name in kept} >= {"session", "limit"}
    assert all(name.startswith("omnia:{") for name in kept)
    guarded.tests.set(PORTAL_KEY, "somebody's session")
    for ask in (
        lambda: client().get(PORTAL_KEY),
        lambda: client().set(PORTAL_KEY, "mine"),
        lambda: client().scan(),
        lambda: client().publish("omnia:heads", "{}"),
        lambda: client().eval(f"return redis.call('GET', '{PORTAL_KEY}')", 0),
        lambda: client().flushall(),
        lambda: client().config_get("*"),
        lambda: client().acl_list(),
    ):
        assert refused(ask)
    assert guarded.tests.get(PORTAL_KEY) == b"somebody's session"


def test_portal_removes_what_a_runtime_kept_of_a_project_and_reads_nothing_of_other_products(published_project, guarded, use):
    use("omnia_runtime")
    start(published_project.client)
    guarded.tests.set("another-product", "1")
    use("omnia_portal")
    client().set(PORTAL_KEY, "1")
    client().publish("omnia:heads", "{}")
    assert redis_keys.delete_naming(published_project.ref.id) > 0
    assert not [name for name in guarded.tests.keys("*") if published_project.ref.id.encode() in name]
    for ask in (lambda: client().get("another-product"), lambda: client().flushall(), lambda: client().config_get("*")):
        assert refused(ask)


def test_nobody_is_let_in_without_a_client_certificate_or_as_nobody(guarded, use):
    use("omnia_runtime", certificate=False)
    with pytest.raises(redis_client.ConnectionError):
        client().ping()
    use("omnia_runtime")
    assert client().ping()
    use("default")
    with pytest.raises(redis_client.AuthenticationError):
        client().ping()


def test_key_of_the_clients_certificate_may_not_be_another_ones(guarded, use, settings, tmp_path: Path):
    strange = certificates.make(tmp_path)
    settings.OMNIA_REDIS_URL = guarded.address("omnia_runtime").replace(str(guarded.made.certificate), str(strange.certificate))
    settings.OMNIA_REDIS_URL = settings.OMNIA_REDIS_URL.replace(str(guarded.made.key), str(strange.key))
    background.reset_process()
    with pytest.raises(redis_client.ConnectionError):
        client().ping()
