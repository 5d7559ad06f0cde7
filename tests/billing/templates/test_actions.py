"""Templates saved, read back and drawn by."""

from io import BytesIO

import pytest
from factories.cast import Cast
from factories.ready import make_seller
from PIL import Image
from sqlalchemy import text

from billing.delivery.queries import get_look
from billing.templates.actions import save_template
from billing.templates.queries import look_as_typed, template_of
from billing.templates.rules import COMPANYS_LOOK, TemplateInput
from tenants.kernel.db import db
from tenants.kernel.ids import StreamId
from tenants.kernel.refusals import InvalidFields, NotFound


def picture() -> bytes:
    made = BytesIO()
    Image.new("RGB", (40, 20), "navy").save(made, "PNG")
    return made.getvalue()


@pytest.fixture
def stream(cast: Cast) -> StreamId:
    return make_seller(cast.kuusi.workspace_id)


class TestSaveTemplate:
    """`save_template`."""

    def test_is_what_the_streams_documents_look_like_from_then_on(self, cast: Cast, stream: StreamId) -> None:
        here = cast.kuusi.workspace_id
        typed = TemplateInput(logo="own", image=picture(), accent="#7a1f3d", design="filled", foot={"fi": "Kiitos"})
        with cast.bob.acting(in_=here) as (actor, now):
            assert template_of(here, stream) == COMPANYS_LOOK
            save_template(actor, here, stream, typed, now=now)
            look, others = get_look(here, stream), get_look(here)
        assert (look.accent, look.design, look.foot_in("fi")) == ("#7a1f3d", "filled", "Kiitos")
        assert look.logo
        assert (others.accent, others.design, others.logo) == ("#1f4e79", "clear", None)

    def test_keeps_the_logo_while_another_is_chosen(self, cast: Cast, stream: StreamId) -> None:
        here = cast.kuusi.workspace_id
        with cast.bob.acting(in_=here) as (actor, now):
            save_template(actor, here, stream, TemplateInput(logo="own", image=picture()), now=now)
            save_template(actor, here, stream, TemplateInput(logo="none"), now=now)
            assert get_look(here, stream).logo is None
            save_template(actor, here, stream, TemplateInput(logo="own"), now=now)
            assert get_look(here, stream).logo

    def test_is_told_in_the_journal_once(self, cast: Cast, stream: StreamId) -> None:
        here = cast.kuusi.workspace_id
        with cast.bob.acting(in_=here) as (actor, now):
            for _ in range(2):
                save_template(actor, here, stream, TemplateInput(design="dense"), now=now)
            told = db.session.scalars(text("select after->>'design' from journal where act = 'template_saved'")).all()
        assert told == ["dense"]

    def test_refuses_what_cant_be_read_and_keeps_nothing(self, cast: Cast, stream: StreamId) -> None:
        here = cast.kuusi.workspace_id
        with cast.bob.acting(in_=here) as (actor, now), pytest.raises(InvalidFields):
            save_template(actor, here, stream, TemplateInput(accent="#ffff00"), now=now)
        with cast.bob.acting(in_=here):
            assert template_of(here, stream) == COMPANYS_LOOK

    def test_is_no_strangers_to_do_or_to_see(self, cast: Cast, stream: StreamId) -> None:
        here = cast.kuusi.workspace_id
        with cast.bob.acting(in_=here) as (actor, now):
            save_template(actor, here, stream, TemplateInput(design="dense"), now=now)
        with cast.charlie.acting(in_=cast.ek.workspace_id) as (actor, now):
            assert template_of(here, stream) == COMPANYS_LOOK
            with pytest.raises(NotFound):
                save_template(actor, here, stream, TemplateInput(), now=now)


class TestLookAsTyped:
    """`look_as_typed`."""

    def test_shows_what_would_be_saved_and_saves_nothing(self, cast: Cast, stream: StreamId) -> None:
        here = cast.kuusi.workspace_id
        with cast.bob.acting(in_=here):
            look = look_as_typed(here, stream, TemplateInput(logo="own", image=picture(), slip="account"))
            assert (look.slip, bool(look.logo)) == ("account", True)
            assert template_of(here, stream) == COMPANYS_LOOK

    def test_refuses_what_saving_would(self, cast: Cast, stream: StreamId) -> None:
        with cast.bob.acting(), pytest.raises(InvalidFields):
            look_as_typed(cast.kuusi.workspace_id, stream, TemplateInput(design="comic"))
