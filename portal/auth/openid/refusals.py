"""What may go wrong on the way to a provider and back."""

from tenants.kernel.refusals import Conflict, Invalid


class ProviderSilent(Conflict):
    """The sign-in service of your firm doesn't answer as it should. Try again, or sign in another way."""


class UnsafeProvider(Invalid):
    """The address of a sign-in service must begin with https:// and be reachable from the internet."""


class TokenRefused(Conflict):
    """What the sign-in service said of you couldn't be believed, so nobody was signed in."""


class NotAsked(Conflict):
    """This answer of a sign-in service wasn't asked for here, or came too late. Begin again."""


class TurnedAway(Conflict):
    """The sign-in service didn't let you through."""
