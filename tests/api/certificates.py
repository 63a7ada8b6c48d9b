"""A certificate authority of the tests' own, and a server's certificate for this machine."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec


@dataclass(frozen=True, slots=True)
class Certificates:
    """Files in PEM."""

    authority: Path
    certificate: Path
    key: Path


def make(folder: Path) -> Certificates:
    """An authority and a certificate that it signed for 127.0.0.1, both good for a day."""
    authority_key, server_key = ec.generate_private_key(ec.SECP256R1()), ec.generate_private_key(ec.SECP256R1())
    authority = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "Authority of the tests")])
    server = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "A server of the tests")])
    rights = x509.BasicConstraints(ca=True, path_length=None)
    signs = _builder(authority, authority, authority_key.public_key()).add_extension(rights, critical=True)
    here = x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))])
    serves = _builder(server, authority, server_key.public_key()).add_extension(here, critical=False)
    made = Certificates(folder / "authority.pem", folder / "server.pem", folder / "server.key")
    for path, builder in ((made.authority, signs), (made.certificate, serves)):
        path.write_bytes(builder.sign(authority_key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM))
    form = serialization.PrivateFormat.PKCS8
    made.key.write_bytes(server_key.private_bytes(serialization.Encoding.PEM, form, serialization.NoEncryption()))
    return made


def _builder(subject: x509.Name, issuer: x509.Name, key: ec.EllipticCurvePublicKey) -> x509.CertificateBuilder:
    now = datetime.now(UTC)
    basis = x509.CertificateBuilder().subject_name(subject).issuer_name(issuer).public_key(key)
    basis = basis.serial_number(x509.random_serial_number())
    return basis.not_valid_before(now - timedelta(hours=1)).not_valid_after(now + timedelta(days=1))
