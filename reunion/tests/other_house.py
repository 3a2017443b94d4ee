"""A house like Google or LINE, on this machine: OpenID Connect over real HTTP, with the code flow and PKCE.

It says of whoever comes what the test has written into `person`, or, when `says_no`, that they refused. It
hands out a token only for its own code, once, to the client that knows the secret, for the address the code
was asked for and with the verifier of the challenge.
"""

import base64
import hashlib
import json
import secrets
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.parse import parse_qs, urlencode, urlsplit
from urllib.request import HTTPRedirectHandler, build_opener

import jwt
from django.test import Client

SECRET = "a secret of at least thirty-two signs"


class Door(BaseHTTPRequestHandler):
    def log_message(self, *args) -> None:
        pass

    def answer(self, status: int, body: dict | None = None, **headers: str) -> None:
        data = json.dumps(body or {}).encode()
        self.send_response(status)
        for name, value in {"Content-Type": "application/json", **headers}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(data)

    def do_GET(self) -> None:
        house, asked = self.server.house, urlsplit(self.path)
        query = {name: values[0] for name, values in parse_qs(asked.query).items()}
        if asked.path == "/.well-known/openid-configuration":
            ends = {"authorization": "authorize", "token": "token", "userinfo": "userinfo"}
            places = {f"{name}_endpoint": f"{house.address}/{path}" for name, path in ends.items()}
            return self.answer(200, places | {"issuer": house.address, "jwks_uri": f"{house.address}/certs"})
        if asked.path != "/authorize" or query["client_id"] not in house.clients:
            return self.answer(404)
        back = {"state": query["state"]}
        if house.says_no:
            back["error"] = "access_denied"
        else:
            back["code"] = secrets.token_urlsafe()
            house.codes[back["code"]] = query
        house.scopes.append(query["scope"])
        return self.answer(302, Location=f"{query['redirect_uri']}?{urlencode(back)}")

    def do_POST(self) -> None:
        house = self.server.house
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        typed = {name: values[0] for name, values in parse_qs(body).items()}
        asked = house.codes.pop(typed.get("code"), None)
        digest = hashlib.sha256(typed.get("code_verifier", "").encode()).digest()
        challenge = base64.urlsafe_b64encode(digest).decode().rstrip("=")
        is_right = (
            asked is not None
            and (typed["client_id"], typed["client_secret"]) == (asked["client_id"], SECRET)
            and typed["redirect_uri"] == asked["redirect_uri"]
            and (asked["code_challenge_method"], asked["code_challenge"]) == ("S256", challenge)
        )
        if not is_right:
            return self.answer(400, {"error": "invalid_grant"})
        now = int(time.time())
        said = {"iss": house.address, "aud": asked["client_id"], "iat": now, "exp": now + 600} | house.person
        token = jwt.encode(said, SECRET, algorithm="HS256")
        return self.answer(200, {"access_token": "x", "token_type": "Bearer", "id_token": token})


class OtherHouse:
    def __init__(self):
        self.person: dict = {"sub": "u1", "name": "山本 緑"}
        self.says_no = False
        self.clients: set[str] = set()
        self.codes: dict[str, dict] = {}
        self.scopes: list[str] = []
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Door)
        self.server.house = self
        self.address = f"http://127.0.0.1:{self.server.server_port}"

    def __enter__(self) -> "OtherHouse":
        Thread(target=self.server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *exception) -> None:
        self.server.shutdown()
        self.server.server_close()

    def becomes_google_and_line(self, settings) -> None:
        google = self.as_app("google", "Google", email_authentication=True)
        line = self.as_app("line", "LINE", scope=["openid", "profile"])
        settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": [google, line]}}
        directives = settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]
        forms = [*directives["form-action"], self.address]
        settings.CONTENT_SECURITY_POLICY = {"DIRECTIVES": directives | {"form-action": forms}}

    def as_app(self, provider_id: str, name: str, **changes) -> dict:
        """As settings.SIGN_IN_HOUSES would hold it."""
        self.clients.add(f"the reunion at {name}")
        ways = {
            "fetch_userinfo": False,
            "token_auth_method": "client_secret_post",
            "oauth_pkce_enabled": True,
        }
        return {
            "provider_id": provider_id,
            "name": name,
            "client_id": f"the reunion at {name}",
            "secret": SECRET,
            "settings": {"server_url": self.address, **ways, **changes},
        }


class Stay(HTTPRedirectHandler):
    def http_error_302(self, request, answer, code, message, headers):
        return answer


def goes_there(client: Client, address: str, **typed):
    """Presses the button at `address`, walks to the other house and comes back; the answer on return."""
    there = client.post(address, typed)
    with build_opener(Stay).open(there.url) as answer:
        back = urlsplit(answer.headers["Location"])
    return client.get(f"{back.path}?{back.query}")
