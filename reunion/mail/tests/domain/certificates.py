"""Certificates for the mail servers of the tests, made for the run."""

import datetime
import ssl
from ipaddress import ip_address
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

TODAY = datetime.datetime.now(datetime.UTC)


class Authority:
    """Signs for others. What it signs is believed by whoever is shown `file`."""

    def __init__(self, folder: Path):
        self.folder = folder
        self.key, self.name = ec.generate_private_key(ec.SECP256R1()), _name("authority of the tests")
        self.certificate = _certificate(self.name, self.key, self.name, self.key, days=365, is_authority=True)
        self.file = folder / "authority.pem"
        self.file.write_bytes(self.certificate.public_bytes(Encoding.PEM))

    def context(self, host: str, *, days: int = 90, is_self_made: bool = False) -> ssl.SSLContext:
        """For a server of this name, with a certificate that runs out after so many days."""
        key, name = ec.generate_private_key(ec.SECP256R1()), _name(host)
        issuer, issuer_key = (name, key) if is_self_made else (self.name, self.key)
        certificate = _certificate(name, key, issuer, issuer_key, days=days, host=host)
        chain = self.folder / "server.pem"
        private = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        chain.write_bytes(private + certificate.public_bytes(Encoding.PEM))
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        context.load_cert_chain(chain)
        return context


def _name(text: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, text)])


def _certificate(name, key, issuer, issuer_key, *, days, host="", is_authority=False) -> x509.Certificate:
    builder = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(TODAY - datetime.timedelta(days=100))
        .not_valid_after(TODAY + datetime.timedelta(days=days))
        .add_extension(x509.BasicConstraints(ca=is_authority, path_length=None), critical=True)
    )
    if host:
        builder = builder.add_extension(x509.SubjectAlternativeName([_alternative(host)]), critical=False)
    return builder.sign(issuer_key, hashes.SHA256())


def _alternative(host: str) -> x509.GeneralName:
    try:
        return x509.IPAddress(ip_address(host))
    except ValueError:
        return x509.DNSName(host)
