"""The record of an acceptance: drawn with everything that was kept, sealed by the installation, and kept."""

from billing.documents.acceptance.render import render_acceptance
from portal.edge.settings import settings
from portal.jobs.proofs import proof_of
from portal.jobs.work import Work
from tenants.kernel.faults import reached
from tenants.secrets.signing import Signet
from tenants.terms.actions import keep_record
from tenants.terms.queries import get_record
from tenants.terms.sealing import seal_of


def record_acceptance(work: Work) -> None:
    """Make the PDF of a record and the seal of it; nothing is held while it is drawn."""
    record_id, signet = work.id("record_id"), _signet()
    reached("record_begins")
    with work.step():
        record = get_record(work.workspace_id, record_id)
        proof = proof_of(work.workspace_id, record, signet)
    reached("record_read")
    pdf = render_acceptance(proof, record.language)
    reached("record_drawn")
    with work.last_step() as now:
        keep_record(work.workspace_id, record_id, pdf, seal_of(pdf, signet), now=now)
        reached("record_written")
    reached("record_kept")


def _signet() -> Signet:
    config = settings()
    return Signet(config.sealing_key)
