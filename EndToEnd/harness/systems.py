"""The sample systems of examples/ledger: Ledger, the new one, and Paperbook, the old one."""

from pathlib import Path

from .http import Client
from .processes import Child
from .tools import program


class System:
    """One running sample system, with a folder of its own and a port the system chose."""

    def __init__(self, product: str, folder: Path):
        self.data = folder / "data"
        folder.mkdir(parents=True, exist_ok=True)
        self.child = Child(
            [program(product), "--host", "127.0.0.1", "--port", "0", "--data", self.data], log=folder / "log.txt")
        self.start()

    def start(self) -> None:
        self.child.start()
        self.base_url = self.child.wait_for(r"listens on (http://\S+?)/?$").group(1)
        self.client = Client(self.base_url)

    def restart(self) -> None:
        """Starts it again after `kill` or `stop`, on the same data and another port."""
        self.client.close()
        self.start()

    def kill(self) -> None:
        self.child.kill()

    def stop(self) -> int:
        return self.child.stop()

    def close(self) -> None:
        self.client.close()
        self.child.kill()

    def balance(self, account: str) -> int:
        answer = self.client.get("/api/balance", params={"account": account})
        assert answer.status_code == 200, answer.text
        return answer.json()["balanceMinor"]

    def switch(self, fault: str, on: bool) -> None:
        answer = self.client.post(f"/admin/{fault}", json={"on": on})
        assert answer.status_code == 200, answer.text
        assert answer.json()[fault] is on
