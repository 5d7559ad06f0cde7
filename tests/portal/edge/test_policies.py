"""What the migrations say of row security is read out of their own statements."""

import pytest

from portal.edge.policies import meaning, policies_in, policies_made


class TestPoliciesMade:
    def test_are_as_many_as_the_statements_that_make_them(self) -> None:
        made = policies_made()
        names = {(policy.table, policy.name) for policy in made}
        assert len(names) == len(made) > 300
        assert ("invoice", "invoice_see") in names
        assert ("file", "file_of_record") in names


class TestPoliciesIn:
    @pytest.mark.parametrize("undone", ["alter policy a on b using (true);", "drop policy a on b;"])
    def test_refuse_what_is_not_understood(self, undone: str) -> None:
        with pytest.raises(ValueError, match="policy"):
            policies_in(undone)


class TestMeaning:
    @pytest.mark.parametrize(
        ("ours", "theirs"),
        [
            ("a = any((select f())::uuid[])", "(a = ANY (( SELECT f() AS f)::uuid[]))"),
            ("state in ('on', 'off')", "(state = ANY (ARRAY['on'::text, 'off'::text]))"),
            ("coalesce(t.a, 'infinity')", "COALESCE(x.a, 'infinity'::timestamp with time zone)"),
        ],
    )
    def test_is_the_same_in_the_servers_words(self, ours: str, theirs: str) -> None:
        assert meaning(ours) == meaning(theirs)

    @pytest.mark.parametrize("other", ["true", "a = f() or true", "a <> f()", "a = f() or a = f()", "not (a = f())"])
    def test_is_another_where_anything_was_added(self, other: str) -> None:
        assert meaning(other) != meaning("a = f()")
