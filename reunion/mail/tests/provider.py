"""Postmark's interface in this process: it keeps what it was sent and gives the answer a test asks for."""

import json
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

TAKEN = {
    "ErrorCode": 0,
    "Message": "OK",
    "MessageID": "b7bc2f4a-e38e-4336-af7d-e6c392c2f817",
    "SubmittedAt": "2027-01-10T17:01:05.1234567+09:00",
}


class Provider:
    def __init__(self):
        self.status, self.answer = 200, TAKEN
        self.letters: list[dict] = []
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self.url = f"http://127.0.0.1:{self.server.server_port}/"
        Thread(target=self.server.serve_forever, args=(0.05,), daemon=True).start()

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()

    def _handler(provider):
        class Handler(BaseHTTPRequestHandler):
            def do_POST(self):
                provider.letters.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
                body = json.dumps(provider.answer | {"To": provider.letters[-1]["To"]}).encode()
                self.send_response(provider.status)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_words):
                pass

        return Handler
