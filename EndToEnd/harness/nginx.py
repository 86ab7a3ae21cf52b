"""A private nginx: its own configuration, folder and port, and no daemon."""

import os
from pathlib import Path

from .http import Client
from .processes import Child, free_port
from .tools import tool


class Nginx:
    """nginx with one server block, whose inside the test writes."""

    def __init__(self, folder: Path, server_block: str):
        folder.mkdir(parents=True, exist_ok=True)
        self.port = free_port()
        self.base_url = f"http://127.0.0.1:{self.port}"
        self.client = Client(self.base_url)
        self.error_log = folder / "error.log"
        configuration = folder / "nginx.conf"
        configuration.write_text(self._configuration(folder, server_block))
        self.child = Child(
            [tool("nginx", "/usr/sbin/nginx", package="nginx"),
             "-p", folder, "-c", configuration, "-e", self.error_log],
            log=folder / "output.txt")

    def _configuration(self, folder: Path, server_block: str) -> str:
        # As root, workers would become `nobody`, who may not read a test's folder.
        user = "user root;" if os.geteuid() == 0 else ""
        kinds = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]
        temporary = "\n".join(f"  {kind}_temp_path {folder}/{kind};" for kind in kinds)
        return f"""{user}
daemon off;
worker_processes 1;
pid {folder}/nginx.pid;
events {{ worker_connections 256; }}
http {{
  access_log {folder}/access.log;
{temporary}
  server {{
    listen 127.0.0.1:{self.port};
    location = /nginx-is-up {{ return 200 "up"; }}
{server_block}
  }}
}}
"""

    def start(self) -> "Nginx":
        self.child.start()
        self.child.until(lambda: self.client.answers("/nginx-is-up"), "nginx answers")
        return self

    def close(self) -> None:
        self.client.close()
        self.child.kill()
