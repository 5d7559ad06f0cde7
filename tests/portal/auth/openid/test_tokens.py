"""ID tokens: four good kinds are believed, and everything else is refused."""

import hmac
import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from hashlib import sha256, sha512
from typing import Any

import pytest
from factories.signer import ACCESS, CLIENT, ISSUER, NONCE, NOW, Signer, b64, claims
from joserfc.jwk import ECKey, KeySet, RSAKey

from portal.auth.openid.refusals import TokenRefused
from portal.auth.openid.tokens import Expected, Vouched, believe

EXPECTED = Expected(ISSUER, CLIENT, NONCE, ACCESS, datetime.fromtimestamp(NOW, UTC))

TWICE = '{"alg":"none","alg":"RS256","kid":"rsa"}'


@cache
def signer() -> Signer:
    return Signer()


@cache
def stranger() -> Signer:
    return Signer()


def said(**changes: Any) -> Callable[[], str]:
    """Return a maker of a well-signed token whose claims are changed."""
    return lambda: signer().sign(claims(**changes))


def written(body: str) -> Callable[[], str]:
    """Return a maker of a well-signed token with a body written by hand."""
    return lambda: signer().sign(body.encode())


def headed(**header: Any) -> Callable[[], str]:
    """Return a maker of a well-signed token with another header."""
    return lambda: signer().sign(claims(), **header)


def half(kind: Any = sha256) -> str:
    digest = kind(ACCESS.encode()).digest()
    return b64(digest[: len(digest) // 2])


def without_signature(algorithm: str) -> str:
    return f"{b64({'alg': algorithm, 'kid': 'rsa'})}.{b64(claims())}."


def by_secret_of_public_key() -> str:
    first = f"{b64({'alg': 'HS256', 'kid': 'rsa'})}.{b64(claims())}"
    secret = signer().rsa.as_pem(private=False)
    return f"{first}.{b64(hmac.digest(secret, first.encode(), 'sha256'))}"


def claims_bytes() -> bytes:

    return json.dumps(claims()).encode()


def changed_after_signing() -> str:
    head, _body, signature = said()().split(".")
    return f"{head}.{b64(claims(sub='u-2'))}.{signature}"


def doubled() -> str:
    return signer().sign(claims_bytes()[:-1] + b', "sub": "u-2"}')


BAD: dict[str, Callable[[], str]] = {
    "another issuer": said(iss="https://login.ek.example"),
    "an issuer with a slash more": said(iss=f"{ISSUER}/"),
    "no issuer": said(iss=None),
    "an issuer in a list": said(iss=[ISSUER]),
    "another audience": said(aud="other"),
    "an audience that begins like ours": said(aud=f"{CLIENT}-2"),
    "no audience": said(aud=None),
    "an empty audience": said(aud=[]),
    "audiences beside ours": said(aud=[CLIENT, "other"]),
    "audiences beside ours with azp": said(aud=[CLIENT, "other"], azp=CLIENT),
    "an audience that is no text": said(aud=[{"client": CLIENT}]),
    "another azp": said(azp="other"),
    "an azp that is no text": said(azp=[CLIENT]),
    "expired": said(exp=NOW - 61),
    "no end": said(exp=None),
    "an end in words": said(exp="2099-01-01"),
    "an end as a fraction": said(exp=NOW + 0.5),
    "an end that is true": said(exp=True),
    "an end beyond numbers": lambda: signer().sign(claims_bytes().replace(str(NOW + 300).encode(), b"Infinity")),
    "made in the future": said(iat=NOW + 61),
    "made long ago": said(iat=NOW - 601),
    "no making": said(iat=None),
    "not valid yet": said(nbf=NOW + 61),
    "a begin in words": said(nbf="now"),
    "another nonce": said(nonce="another"),
    "no nonce": said(nonce=None),
    "a nonce in a list": said(nonce=[NONCE]),
    "no subject": said(sub=None),
    "an empty subject": said(sub=""),
    "a subject that is a number": said(sub=7),
    "an endless subject": said(sub="u" * 256),
    "a subject with a line break": said(sub="u-1\nu-2"),
    "another access token": said(at_hash=b64(sha256(b"another").digest()[:16])),
    "an access token's whole hash": said(at_hash=b64(sha256(ACCESS.encode()).digest())),
    "a hash that is no text": said(at_hash=1),
    "methods that are no list": said(amr="pwd"),
    "a claim twice": doubled,
    "claims that are no object": written("[]"),
    "claims that are no JSON": written("iss=x"),
    "claims in another encoding": lambda: signer().sign('{"iss": "ä"}'.encode("latin-1")),
    "no algorithm": lambda: without_signature("none"),
    "no algorithm, shouted": lambda: without_signature("NONE"),
    "an algorithm and no signature": lambda: without_signature("RS256"),
    "the public key as a secret": by_secret_of_public_key,
    "a weaker sister algorithm": lambda: signer().raw({"alg": "RS512", "kid": "rsa"}, claims_bytes(), signer().rsa),
    "an algorithm for another key": headed(kid="ec"),
    "an algorithm that is a list": lambda: f"{b64({'alg': ['RS256'], 'kid': 'rsa'})}.{b64(claims())}.{b64('x')}",
    "another's key under our id": lambda: signer().sign(claims(), by=stranger().rsa),
    "another's curve key under our id": lambda: signer().sign(claims(), "ES256", by=stranger().ec),
    "an id that isn't published": headed(kid="new"),
    "an id that is no text": headed(kid=1),
    "an id that is a path": headed(kid="../../dev/null"),
    "a key of its own": lambda: signer().sign(claims(), by=stranger().rsa, jwk=stranger().rsa.as_dict(private=False)),
    "keys from elsewhere": headed(jku="https://evil.example/keys"),
    "a certificate from elsewhere": headed(x5u="https://evil.example/cert"),
    "a certificate of its own": headed(x5c=["MIIB"]),
    "something critical": headed(crit=["exp"], exp=NOW),
    "something critical that nobody knows": headed(crit=["b64"], b64=False),
    "compressed": headed(zip="DEF"),
    "another type": headed(typ="at+jwt"),
    "a header that says it twice": lambda: signer().raw(TWICE, claims_bytes(), signer().rsa),
    "changed after signing": changed_after_signing,
    "cut": lambda: said()()[:-4],
    "cut to two parts": lambda: said()().rpartition(".")[0],
    "a part more": lambda: f"{said()()}.{b64('x')}",
    "encrypted": lambda: ".".join([b64({"alg": "RSA-OAEP", "enc": "A256GCM"}), "a", "b", "c", "d"]),
    "padded": lambda: said()() + "==",
    "a space before": lambda: f" {said()()}",
    "empty": lambda: "",
    "three dots": lambda: "...",
    "a megabyte": said(padding="x" * 1_000_000),
    "not ASCII": lambda: said()() + "ä",
}  # fmt: skip


class TestBelieve:
    """`believe`."""

    @pytest.mark.parametrize("algorithm", ["RS256", "PS256", "ES256", "EdDSA"])
    def test_takes_a_good_token(self, algorithm: str) -> None:
        token = signer().sign(claims(email="a@kuusi.example", azp=CLIENT, nbf=NOW), algorithm)
        assert believe(token, signer().published, EXPECTED) == Vouched(ISSUER, "u-1", "a@kuusi.example")

    @pytest.mark.parametrize(("algorithm", "kind"), [("RS256", sha256), ("EdDSA", sha512)])
    def test_takes_a_good_hash_of_the_access_token(self, algorithm: str, kind: Any) -> None:
        token = signer().sign(claims(at_hash=half(kind), aud=[CLIENT]), algorithm)
        assert believe(token, signer().published, EXPECTED).subject == "u-1"

    @pytest.mark.parametrize("changes", [{"exp": NOW - 59}, {"iat": NOW + 59}, {"iat": NOW - 600}, {"nbf": NOW + 59}])
    def test_lets_clocks_differ_by_a_minute(self, changes: dict[str, int]) -> None:
        assert believe(signer().sign(claims(**changes)), signer().published, EXPECTED).subject == "u-1"

    def test_takes_a_token_without_key_id_where_one_key_fits(self) -> None:
        assert believe(signer().sign(claims(), kid=None), signer().published, EXPECTED).subject == "u-1"

    @pytest.mark.parametrize("name", BAD)
    def test_refuses(self, name: str) -> None:
        with pytest.raises(TokenRefused):
            believe(BAD[name](), signer().published, EXPECTED)

    def test_refuses_a_key_too_weak_or_of_another_curve(self) -> None:
        weak = RSAKey.generate_key(1024, {"kid": "rsa"})
        curve = ECKey.generate_key("P-384", {"kid": "ec"})
        keys = KeySet([RSAKey.import_key(weak.as_dict(private=False)), ECKey.import_key(curve.as_dict(private=False))])
        with pytest.raises(TokenRefused):
            believe(signer().sign(claims(), by=weak), keys, EXPECTED)
        with pytest.raises(TokenRefused):
            believe(signer().sign(claims(), "ES256"), keys, EXPECTED)

    def test_guesses_no_key_among_two(self) -> None:
        two = KeySet([*signer().published.keys, *stranger().published.keys])
        with pytest.raises(TokenRefused):
            believe(signer().sign(claims(), kid=None), two, EXPECTED)

    def test_refuses_a_good_token_that_was_meant_for_another_sign_in(self) -> None:
        token = signer().sign(claims())
        with pytest.raises(TokenRefused):
            believe(token, signer().published, replace(EXPECTED, nonce="of another"))
