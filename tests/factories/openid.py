"""Starting the real OpenID provider that tests sign in at, where Node and its package are installed."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from factories.site import free_port

SCRIPT = Path(__file__).with_name("provider.mjs")
SECRET = "a secret: of the client/of tests"
USUAL = Path.home() / ".cache" / "samla" / "oidc-provider"


@contextmanager
def real_provider(back: str) -> Iterator[str]:
    """Give the issuer of a running provider that sends browsers back to an address; skip where it isn't installed.

    SAMLA_OIDC_PROVIDER names the folder in which `npm install oidc-provider@8.8.1` was run.
    """
    folder, node = Path(os.environ.get("SAMLA_OIDC_PROVIDER", USUAL)), shutil.which("node")
    if node is None or not (folder / "node_modules" / "oidc-provider").is_dir():
        pytest.skip(f"there is no Node with oidc-provider in {folder}; install it, or name one in SAMLA_OIDC_PROVIDER")
    port = free_port()
    command = [node, str(SCRIPT), str(folder), str(port), back]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    try:
        assert process.stdout is not None
        said = []
        for line in process.stdout:
            said.append(line)
            if line.strip() == "listening":
                break
        else:
            raise AssertionError("".join(said))
        yield f"http://localhost:{port}"
    finally:
        process.terminate()
        process.wait(10)
