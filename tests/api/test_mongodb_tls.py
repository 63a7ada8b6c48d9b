"""MongoDB over TLS with client certificates, by what the address says alone."""

import os
import subprocess
import sys
from dataclasses import dataclass

import certificates
import pytest
from published import AGREES, BOOKING, DATE, Client, issue_key, publish
from pymongo import MongoClient
from pymongo.errors import PyMongoError
from talks import post_turn, start
from waiting import wait_until

from omnia.infra import background
from omnia.infra.crypto import new_id
from omnia.mongo import addresses, clusters, embedded
from omnia.mongo.context import ProjectRef
from omnia.mongo.indexes import ensure_collections
from runtime_api.conversations import recorder
from tenants.project import collections

pytestmark = pytest.mark.skipif(
    bool(os.environ.get("OMNIA_TEST_MONGODB_URI")), reason="the server's certificates are another machine's"
)


@dataclass(frozen=True, slots=True)
class Encrypted:
    """A server that lets nobody in without a certificate of its authority."""

    plain: str
    made: certificates.Certificates
    pair: str

    @property
    def uri(self) -> str:
        return f"{self.plain}&tls=true&tlsCAFile={self.made.authority}&tlsCertificateKeyFile={self.pair}"


@pytest.fixture(scope="module")
def encrypted(tmp_path_factory):
    folder = tmp_path_factory.mktemp("encrypted")
    made, port = certificates.make(folder), embedded.free_port()
    pair = folder / "client.pem"
    pair.write_bytes(made.certificate.read_bytes() + made.key.read_bytes())
    held = Encrypted(embedded.uri_of(folder / "mongodb", port), made, str(pair))
    command = [sys.executable, str(embedded.LAUNCHER), "--folder", str(folder / "mongodb"), "--parent", str(os.getpid())]
    command += ["--host", "127.0.0.1", "--port", str(port), "--log-level", "WARNING"]
    command += ["--tls-cert-file", str(made.certificate), "--tls-key-file", str(made.key), "--tls-ca-file", str(made.authority)]
    with (folder / "server.log").open("wb") as log:
        process = subprocess.Popen([*command, "--tls-require-client-cert"], stdout=log, stderr=log)
    try:
        wait_until(lambda: embedded.answers(held.uri))
        yield held
    finally:
        process.terminate()
        process.wait(60)


def test_conversation_is_held_and_recorded_over_tls_with_a_client_certificate(encrypted, settings):
    assert addresses.check(encrypted.uri) == encrypted.uri
    settings.OMNIA_CLUSTERS, settings.OMNIA_REDIS_URL = {"default": encrypted.uri}, ""
    background.reset_process()
    ref = ProjectRef(new_id())
    ensure_collections(ref, collections.COLLECTIONS)
    publish(ref, [DATE, AGREES], [BOOKING])
    api = Client(issue_key(ref))
    opening = start(api)
    assert post_turn(api, opening["session"], opening["turn"], "next Friday").status == 200
    assert api.delete(f"/api/v1/sessions/{opening['session']}").status == 204
    recorder.flush()
    assert clusters.database(ref)["conversations"].count_documents({}) == 1
    clusters._clients.pop(encrypted.uri).close()


@pytest.mark.parametrize("way", ["without TLS", "without a certificate", "another authority"])
def test_nobody_else_is_let_in(encrypted, tmp_path, way):
    strange = certificates.make(tmp_path)
    said = {
        "without TLS": "",
        "without a certificate": f"&tls=true&tlsCAFile={encrypted.made.authority}",
        "another authority": f"&tls=true&tlsCAFile={strange.authority}&tlsCertificateKeyFile={encrypted.pair}",
    }[way]
    with MongoClient(encrypted.plain + said, serverSelectionTimeoutMS=1000) as client, pytest.raises(PyMongoError):
        client.admin.command("connectionStatus")
