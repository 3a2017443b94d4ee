"""Public keys as they stand in the DNS, made for the run and thrown away."""

import base64
from functools import cache

from cryptography.hazmat.primitives.asymmetric import ed25519, rsa
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

# Nothing makes keys of 768 bits any more.
RSA_768 = (
    "MHwwDQYJKoZIhvcNAQEBBQADawAwaAJhALcxu4TksyI4ycS0Wwly3CUDgVY434zoNkkFB9WlVRbUWHyECG2rkeXcmcE+Z3kTZUUs"
    "pKksK6okxxDVv1yEuK8P+LXmIb8U/Iy00VLAFYwbuf0VgxsNpcbqLO39FCbSTwIDAQAB"
)


@cache
def rsa_key(bits: int) -> str:
    key = rsa.generate_private_key(public_exponent=65537, key_size=bits).public_key()
    return base64.b64encode(key.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)).decode()


@cache
def ed25519_key() -> str:
    key = ed25519.Ed25519PrivateKey.generate().public_key()
    return base64.b64encode(key.public_bytes(Encoding.Raw, PublicFormat.Raw)).decode()
