"""What an actor's scope lets their transactions see, above all where they are an author."""

from uuid import uuid4

from tenants.kernel.actor import Actor, Reach
from tenants.kernel.ids import UserId, WorkspaceId

ANNA = UserId(uuid4())
SHARED, OTHERS, OWN = (WorkspaceId(uuid4()) for _ in range(3))


def anna(**roles: str) -> Actor:
    places = {"shared": SHARED, "others": OTHERS, "own": OWN}
    return Actor(ANNA, "Anna", {places[place]: Reach(role, frozenset()) for place, role in roles.items()})


class TestScope:
    def test_confines_an_author_in_the_workspace_where_they_are_one(self) -> None:
        scope = anna(shared="author", own="admin").scope(only=SHARED)
        assert (scope.visible, scope.author) == ((SHARED,), ANNA)

    def test_shows_the_same_person_all_of_their_own_books(self) -> None:
        scope = anna(shared="author", own="admin").scope(acting=OWN)
        assert (scope.visible, scope.author, scope.acting) == ((OWN,), None, OWN)

    def test_never_mixes_what_is_confined_with_what_isnt(self) -> None:
        mixed = anna(shared="author", others="author", own="admin")
        assert mixed.scope().visible == (OWN,)
        assert mixed.scope(acting=SHARED).visible == (SHARED, OTHERS)

    def test_knows_where_somebody_is_an_author(self) -> None:
        assert anna(shared="author").author_in(SHARED) == ANNA
        assert anna(shared="author").author_in(OWN) is None
