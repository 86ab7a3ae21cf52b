"""A small HTTP client bound to one server: no retry, no redirect followed unasked, no waiting for ever."""

from typing import Any

import requests


class Client:
    def __init__(self, base_url: str, headers: dict[str, str] | None = None):
        self.base_url = base_url.rstrip("/")
        self.session = requests.Session()
        # A proxy set for the machine must not stand between the test and loopback.
        self.session.trust_env = False
        self.session.headers.update(headers or {})

    def request(self, method: str, path: str, **options: Any) -> requests.Response:
        options.setdefault("timeout", 15)
        options.setdefault("allow_redirects", False)
        return self.session.request(method, self.base_url + path, **options)

    def get(self, path: str, **options: Any) -> requests.Response:
        return self.request("GET", path, **options)

    def post(self, path: str, **options: Any) -> requests.Response:
        return self.request("POST", path, **options)

    def answers(self, path: str) -> bool:
        """Whether the server answers 200 there by now."""
        try:
            return self.get(path, timeout=5).status_code == 200
        except requests.RequestException:
            return False

    def close(self) -> None:
        self.session.close()
