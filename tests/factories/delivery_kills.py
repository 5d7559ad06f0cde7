"""Killing the workers that render and deliver, at every named point, and counting what is wrong afterwards."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from hashlib import sha256
from pathlib import Path
from random import Random

from factories.cast import Cast, make_cast
from factories.installation import Installation, installation_config
from factories.issued import BY_EINVOICE, BY_EMAIL, issue, issued
from factories.kills import let_go
from factories.nursery import DEAD_HORSE, LEASE_SECONDS, Nursery, nursery_of, until
from factories.sink import Sink, mail_sink
from sqlalchemy import text

from billing.delivery.actions import send_invoices
from billing.delivery.queries import attention_rows
from portal.app import create_app
from portal.edge.transaction import transaction
from tenants.access.queries import job_actor
from tenants.kernel.db import db
from tenants.kernel.ids import InvoiceId, WorkspaceId
from tenants.kernel.outbox.tasks import waiting

KINDS = ("render_chunk", "deliver")
RENDERING = ("claimed", "render_loaded", "render_made", "render_written", "render_kept")
MAILING = ("claimed", "deliver_claimed", "deliver_sent", "deliver_claimed:2", "deliver_sent:2")
FILING = ("claimed", "deliver_claimed", "einvoice_written", "einvoice_there:2", "deliver_sent")
EACH = 5  # invoices of a round by each channel
WHOLE = text("select count(*) from file where encode(sha256(content), 'hex') <> sha256")
DOCUMENTS = text("select count(*) - count(distinct d.invoice_id) from document d")
MISSING = text("select count(*) from invoice i where not exists (select from document d where d.invoice_id = i.id)")
OPEN = text("select count(*) from delivery_try where ended_at is null")


@dataclass(slots=True)
class DeliveryFigures:
    """What was done to the workers, what came of it, and every kind of wrong that there could be; those are all nil."""

    kills: int = 0
    invoices: int = 0
    mails: int = 0
    files: int = 0
    unknown: int = 0
    documents_wrong: int = 0
    mailed_twice: int = 0
    mails_lost: int = 0
    files_wrong: int = 0
    not_told: int = 0
    points: set[str] = field(default_factory=set)

    @property
    def wrongs(self) -> int:
        """Return how many things are wrong."""
        return self.documents_wrong + self.mailed_twice + self.mails_lost + self.files_wrong + self.not_told


@dataclass(frozen=True, slots=True)
class Place:
    """A workspace over a database of its own, whose workers may be killed."""

    cast: Cast
    outbox: Path
    nursery: Nursery

    @property
    def workspace_id(self) -> WorkspaceId:
        """Return the workspace that invoices."""
        return self.cast.kuusi.workspace_id


def kill_deliveries_everywhere(installation: Installation, rounds: int, seed: int) -> DeliveryFigures:
    """Return what came of some runs whose workers were killed at every point of rendering and of both channels.

    The first round takes the points in their order; the others shuffle them by the seed, and kill at a later passing.
    """
    figures, rng = DeliveryFigures(), Random(seed)  # noqa: S311  a seed to repeat it by
    with mail_sink() as sink, _place(installation, sink) as place, place.nursery.sweeper():
        for number in range(rounds):
            orders = [list(points) for points in (RENDERING, FILING, MAILING)]
            if number:
                orders = [_varied(points, rng) for points in orders]
            _round(place, figures, orders)
        _audit(place, sink, figures)
    return figures


def _varied(points: Sequence[str], rng: Random) -> list[str]:
    varied = [f"{point.partition(':')[0]}:{rng.randint(1, 3)}" for point in points if point != "claimed"]
    rng.shuffle(varied)
    return varied


@contextmanager
def _place(installation: Installation, sink: Sink) -> Iterator[Place]:
    name = installation.new_database("template_samla")
    config = installation_config(installation, name, smtp_url=sink.url, lease_seconds=LEASE_SECONDS)
    app = create_app(config)
    try:
        with app.app_context(), nursery_of(config, installation.place, KINDS) as nursery:
            yield Place(make_cast(app), config.einvoice_outbox, nursery)
    finally:
        installation.let_go(app)


def _round(place: Place, figures: DeliveryFigures, orders: Sequence[Sequence[str]]) -> None:
    """Issue a run, and have it rendered, filed and mailed by workers that die."""
    rendering, filing, mailing = orders
    cards = [BY_EINVOICE] * EACH + [BY_EMAIL] * EACH
    named = [replace(card, name=f"{card.name} {place}") for place, card in enumerate(cards)]
    run_id = issue(place.cast.alice, place.workspace_id, named)
    ids = issued(place.cast.alice.app, place.workspace_id, run_id)
    figures.invoices += len(ids)
    _work_through(place, figures, "render_chunk", rendering)
    for some, points in ((ids[:EACH], filing), (ids[EACH:], mailing)):
        _send(place, some)
        _work_through(place, figures, "deliver", points)


def _send(place: Place, ids: Sequence[InvoiceId]) -> None:
    with place.cast.alice.acting(in_=place.workspace_id) as (actor, now):
        send_invoices(actor, place.workspace_id, ids, now=now)


def _work_through(place: Place, figures: DeliveryFigures, kind: str, points: Sequence[str]) -> None:
    """Have workers do all tasks of a kind: one dies at each point, the last one finishes."""
    for number, point in enumerate(points):
        if number > 1:  # the first one's leases run out by themselves
            let_go(place.workspace_id)
        with place.nursery.worker(point) as log:
            until(_either(_has_died(log), _is_done(place, kind)), log)
        if _has_died(log)():
            figures.kills += 1
            figures.points.add(point.partition(":")[0])
    with place.nursery.worker() as log:
        until(_is_done(place, kind), log)


def _either(one: Callable[[], bool], other: Callable[[], bool]) -> Callable[[], bool]:
    return lambda: one() or other()


def _has_died(log: Path) -> Callable[[], bool]:
    return lambda: DEAD_HORSE in log.read_text()


def _is_done(place: Place, kind: str) -> Callable[[], bool]:
    def done() -> bool:
        with transaction(scope=job_actor("workspace", place.workspace_id).scope(acting=place.workspace_id)):
            return waiting(place.workspace_id, kind) == 0

    return done


def _audit(place: Place, sink: Sink, figures: DeliveryFigures) -> None:
    """Count what is wrong with documents, mails, files, and with what the books say of them (invariants I4, I5, I7)."""
    with transaction(scope=job_actor("workspace", place.workspace_id).scope(acting=place.workspace_id)):
        figures.documents_wrong = sum(_count(query) for query in (WHOLE, DOCUMENTS, MISSING))
        rows = db.session.execute(text("select id, channel, state from delivery")).all()
        told = {row.delivery_id for row in attention_rows([place.workspace_id], limit=10_000)}
        figures.not_told = _count(OPEN)
    mails = Counter(mail.id.partition("@")[0].strip("<") for mail in sink.mails)
    figures.mails = sum(mails.values())
    figures.mailed_twice = sum(count - 1 for count in mails.values())
    files = {file.name: file.read_bytes() for file in place.outbox.iterdir()}
    figures.files = len(files)
    wanted = {f"{row.id}.xml" for row in rows if row.channel == "einvoice"}
    figures.files_wrong = (
        len(wanted ^ set(files)) + len(files) - len({sha256(each).digest() for each in files.values()})
    )
    for row in rows:
        if row.channel == "einvoice":
            figures.files_wrong += row.state != "handed_over"
        elif row.state == "unknown":
            figures.unknown += 1
            figures.not_told += row.id not in told
        else:
            figures.mails_lost += row.state != "handed_over" or mails[row.id.hex] != 1
    figures.not_told += abs(len(rows) - figures.invoices)


def _count(query: object) -> int:
    return int(db.session.scalar(query) or 0)  # type: ignore[call-overload]  # one of the statements above
