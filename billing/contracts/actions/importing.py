"""Taking a file of contracts: all of it or nothing."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from billing.contracts.actions.cards import Judged, judge_contract, write_contracts
from billing.contracts.formats.contracts_csv import ListedContract, read_contracts
from tenants.kernel.actor import Actor, Permission
from tenants.kernel.ids import WorkspaceId
from tenants.kernel.language import msg
from tenants.kernel.refusals import Conflict, Problem
from tenants.plans.capabilities import Capability


class ContractsWrong(Conflict):
    """Some contracts of the list have to be corrected first; nothing was taken."""


@dataclass(frozen=True, slots=True)
class PlannedContract:
    """A contract of a file as it would be written, and everything that is wrong with it."""

    listed: ListedContract
    judged: Judged
    problems: tuple[Problem, ...]


def plan_contracts(workspace_id: WorkspaceId, data: bytes) -> Sequence[PlannedContract]:
    """Return what each contract of a file would be; nothing is written.

    Raises:
        Invalid: the file is broken; the sentence says where.
    """
    listed = read_contracts(data)
    numbers = Counter(each.typed["number"] for each in listed)
    return [_planned(workspace_id, each, numbers) for each in listed]


def import_contracts(actor: Actor, workspace_id: WorkspaceId, data: bytes, *, now: datetime) -> int:
    """Write the contracts of a file, and return how many.

    Raises:
        NotAllowedNow: the plan has no contracts.
        ContractsWrong: one has to be corrected.
        Invalid: the file is broken.
    """
    actor.must(Permission.EDIT_REQUESTS, in_=workspace_id)
    actor.must_have(Capability.CONTRACTS, in_=workspace_id)
    planned = plan_contracts(workspace_id, data)
    if any(each.problems for each in planned):
        raise ContractsWrong
    write_contracts(actor, workspace_id, [each.judged.values for each in planned], now=now)
    return len(planned)


def _planned(workspace_id: WorkspaceId, listed: ListedContract, numbers: Counter[str]) -> PlannedContract:
    judged = judge_contract(workspace_id, listed.typed)
    problems = [*listed.problems, *judged.problems]
    number = listed.typed["number"]
    if numbers[number] > 1:
        problems.append(Problem("number", msg("The file has the number %(number)s twice.", number=number)))
    return PlannedContract(listed, judged, tuple(problems))
