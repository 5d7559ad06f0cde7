"""Passkeys: only the right device, at the right site, for the right person, once."""

from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID, uuid4

import pytest
from factories.authenticator import PRESENT, Authenticator
from factories.cast import Cast, Member
from flask import Flask

from portal.edge.transaction import reading, transaction
from tenants.factors.actions.passkeys import (
    WrongPasskey,
    add_passkey,
    ask_for_new,
    ask_for_proof,
    check_passkey,
    claimed_by,
    remove_passkey,
    rename_passkey,
)
from tenants.factors.models import Passkey
from tenants.factors.queries import passkey_rows
from tenants.factors.rules import RelyingParty
from tenants.kernel.db import db
from tenants.kernel.refusals import NotFound
from tenants.kernel.scope import Scope
from tenants.users.actions import LastFactor
from tenants.users.queries import get_person

PARTY = RelyingParty.at("http://localhost:8000")


def made(member: Member, device: Authenticator, **wrong: object) -> UUID:
    """Have a device make a passkey for a person."""
    with reading(Scope(user=member.user_id)):
        asked = ask_for_new(get_person(member.user_id), PARTY)
    answer = device.make(asked.options, **wrong)
    with transaction(scope=Scope(user=member.user_id)) as now:
        return add_passkey(member.user_id, " My  phone ", answer, asked.challenge, PARTY, now=now)


def proven(member: Member, device: Authenticator, **wrong: object) -> None:
    """Have a device prove a person."""
    with reading(Scope(user=member.user_id)) as asked_at:
        asked = ask_for_proof(PARTY, member.user_id)
    answer = device.prove(asked.options, **wrong)
    checked(member, answer, asked.challenge, asked_at)


def checked(member: Member, answer: str, challenge: bytes, asked_at: datetime) -> None:
    with transaction(scope=Scope(user=member.user_id)) as now:
        check_passkey(member.user_id, answer, challenge, asked_at, PARTY, now=now)


class TestAddPasskey:
    """`add_passkey`."""

    def test_keeps_the_public_key_with_name_and_flags(self, app: Flask, cast: Cast) -> None:
        made(cast.bob, Authenticator())
        with reading(Scope(user=cast.bob.user_id)):
            (row,) = passkey_rows(cast.bob.user_id)
            assert (row.name, row.backed_up, row.used_at) == ("My phone", True, None)
            assert get_person(cast.bob.user_id).passkeys == 1

    @pytest.mark.parametrize(
        "device",
        [Authenticator(origin="http://localhost.evil.example"), Authenticator(flags=PRESENT), Authenticator(flags=0)],
        ids=["another site", "the person wasn't verified", "nobody was there"],
    )
    def test_refuses_what_we_do_not_ask_for(self, app: Flask, cast: Cast, device: Authenticator) -> None:
        with pytest.raises(WrongPasskey):
            made(cast.bob, device)

    def test_refuses_an_answer_to_another_question(self, app: Flask, cast: Cast) -> None:
        with pytest.raises(WrongPasskey):
            made(cast.bob, Authenticator(), challenge="AAAA")

    @pytest.mark.parametrize("answer", ["", "{}", "[]", "null", '{"response": {}}', '{"id": 1, "response": []}'])
    def test_refuses_what_is_no_answer(self, app: Flask, cast: Cast, answer: str) -> None:
        with pytest.raises(WrongPasskey), transaction(scope=Scope(user=cast.bob.user_id)) as now:
            add_passkey(cast.bob.user_id, "x", answer, b"challenge", PARTY, now=now)

    def test_takes_no_device_twice(self, app: Flask, cast: Cast) -> None:
        device = Authenticator()
        made(cast.bob, device)
        with pytest.raises(WrongPasskey):
            made(cast.bob, device)


class TestCheckPasskey:
    """`check_passkey`."""

    def test_takes_the_right_device_and_keeps_its_counter(self, app: Flask, cast: Cast) -> None:
        device = Authenticator()
        made(cast.bob, device)
        proven(cast.bob, device)
        proven(cast.bob, device)
        with reading(Scope(user=cast.bob.user_id)):
            assert db.session.query(Passkey.sign_count).scalar() == 2

    def test_refuses_a_counter_that_went_back(self, app: Flask, cast: Cast) -> None:
        device = Authenticator(count=7)
        made(cast.bob, device)
        clone = replace(device, count=2)
        with pytest.raises(WrongPasskey):
            proven(cast.bob, clone)

    def test_refuses_another_key_under_the_same_name(self, app: Flask, cast: Cast) -> None:
        device = Authenticator()
        made(cast.bob, device)
        with pytest.raises(WrongPasskey):
            proven(cast.bob, Authenticator(credential=device.credential, handle=device.handle))

    def test_refuses_the_passkey_of_somebody_else(self, app: Flask, cast: Cast) -> None:
        device = Authenticator()
        made(cast.dora, device)
        with pytest.raises(WrongPasskey):
            proven(cast.bob, device)

    @pytest.mark.parametrize(
        "wrong",
        [{"origin": "https://evil.example"}, {"type": "webauthn.create"}, {"challenge": "AAAA"}],
        ids=["another site", "another ceremony", "another question"],
    )
    def test_refuses_a_statement_about_something_else(self, app: Flask, cast: Cast, wrong: dict[str, str]) -> None:
        device = Authenticator()
        made(cast.bob, device)
        with pytest.raises(WrongPasskey):
            proven(cast.bob, device, **wrong)

    def test_refuses_a_device_that_did_not_verify_the_person(self, app: Flask, cast: Cast) -> None:
        device = Authenticator()
        made(cast.bob, device)
        device.flags = PRESENT
        with pytest.raises(WrongPasskey):
            proven(cast.bob, device)

    def test_counts_an_answer_once_also_where_the_device_does_not_count(self, app: Flask, cast: Cast) -> None:
        device = Authenticator(count=-1)
        made_device = Authenticator(credential=device.credential, key=device.key)
        made(cast.bob, made_device)
        device.handle = made_device.handle
        with reading(Scope(user=cast.bob.user_id)) as asked_at:
            asked = ask_for_proof(PARTY, cast.bob.user_id)
        answer = device.prove(asked.options)
        checked(cast.bob, answer, asked.challenge, asked_at)
        with pytest.raises(WrongPasskey):
            checked(cast.bob, answer, asked.challenge, asked_at)
        with pytest.raises(WrongPasskey):
            checked(cast.bob, answer, asked.challenge, asked_at - timedelta(minutes=1))

    def test_says_whom_an_answer_claims_to_be_from(self, app: Flask, cast: Cast) -> None:
        device = Authenticator()
        made(cast.bob, device)
        assert claimed_by(device.prove(ask_for_proof(PARTY).options)) == cast.bob.user_id
        with pytest.raises(WrongPasskey):
            claimed_by('{"response": {}}')


class TestRemovePasskey:
    """`remove_passkey` and `rename_passkey`."""

    def test_keeps_the_last_second_factor_of_who_must_have_one(self, app: Flask, cast: Cast) -> None:
        first, second = (made(cast.bob, Authenticator()) for _ in range(2))
        user_id = cast.bob.user_id
        with transaction(scope=Scope(user=user_id)):
            remove_passkey(user_id, first, must_keep_one=True)
        with pytest.raises(LastFactor), transaction(scope=Scope(user=user_id)):
            remove_passkey(user_id, second, must_keep_one=True)
        with transaction(scope=Scope(user=user_id)):
            remove_passkey(user_id, second, must_keep_one=False)
            assert get_person(user_id).passkeys == 0

    def test_reaches_nobody_elses(self, app: Flask, cast: Cast) -> None:
        passkey_id = made(cast.bob, Authenticator())
        for act in (
            lambda: remove_passkey(cast.dora.user_id, passkey_id, must_keep_one=False),
            lambda: rename_passkey(cast.dora.user_id, passkey_id, "Mine"),
            lambda: rename_passkey(cast.dora.user_id, uuid4(), "Mine"),
        ):
            with pytest.raises(NotFound), transaction(scope=Scope(user=cast.dora.user_id)):
                act()
        with transaction(scope=Scope(user=cast.dora.user_id)):
            assert passkey_rows(cast.bob.user_id) == []

    def test_names_it_anew(self, app: Flask, cast: Cast) -> None:
        passkey_id = made(cast.bob, Authenticator())
        with transaction(scope=Scope(user=cast.bob.user_id)):
            rename_passkey(cast.bob.user_id, passkey_id, "Key ring")
            assert passkey_rows(cast.bob.user_id)[0].name == "Key ring"
