"""A browser in words, and how long a proof counts."""

from datetime import UTC, datetime, timedelta

import pytest

from tenants.sessions.rules import device_of, is_lately


class TestDeviceOf:
    """`device_of`."""

    @pytest.mark.parametrize(
        ("agent", "words"),
        [
            (
                "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Mobile Safari/604.1",
                "Safari on iPhone",
            ),
            ("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0", "Firefox on Linux"),
            ("Mozilla/5.0 (Windows NT 10.0) Chrome/141.0 Safari/537.36 Edg/141.0", "Edge on Windows"),
            ("Mozilla/5.0 (Linux; Android 15) Chrome/141.0 Mobile Safari/537.36", "Chrome on Android"),
            ("curl/8.5", "curl"),
            ("<script>", "A browser that says nothing of itself"),
        ],
    )
    def test_says_browser_and_system(self, agent: str, words: str) -> None:
        assert str(device_of(agent)) == words


class TestIsLately:
    """`is_lately`."""

    @pytest.mark.parametrize(("seconds", "lately"), [(0, True), (600, True), (601, False)])
    def test_counts_a_proof_for_ten_minutes(self, seconds: int, lately: bool) -> None:  # noqa: FBT001  a parameter
        now = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
        assert is_lately(now - timedelta(seconds=seconds), now=now) is lately
