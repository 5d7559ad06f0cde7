"""The libraries that draw documents, from the system or unpacked."""

import subprocess

from launch import rendering
from launch.environment import PYTHON


class TestEnvironment:
    def test_is_one_in_which_documents_are_drawn(self) -> None:
        script = "import weasyprint as w; print(w.HTML(string='a').write_pdf()[:5])"
        variables = rendering.environment()
        done = subprocess.run([PYTHON, "-c", script], env=variables, capture_output=True, text=True, check=True)
        assert done.stdout == "b'%PDF-'\n"
