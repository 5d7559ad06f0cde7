"""Rules of the release that aren't implemented: they bind sellers of countries that Samla has no clients in."""

from typing import NamedTuple


class NotChecked(NamedTuple):
    """A rule that isn't checked, and the country (ISO 3166) whose sellers it binds."""

    id: str
    country: str


_IDS = {
    "DE": (
        "DE-R-001 DE-R-002 DE-R-003 DE-R-004 DE-R-005 DE-R-006 DE-R-007 DE-R-008 DE-R-009 DE-R-010 DE-R-011 "
        "DE-R-014 DE-R-015 DE-R-016 DE-R-017 DE-R-018 DE-R-019 DE-R-020 DE-R-022 DE-R-023-1 DE-R-023-2 "
        "DE-R-024-1 DE-R-024-2 DE-R-025-1 DE-R-025-2 DE-R-026 DE-R-027 DE-R-028 DE-R-030 DE-R-031 DE-R-T02"
    ),
    "GR": (
        "GR-R-001-1 GR-R-001-2 GR-R-001-3 GR-R-001-4 GR-R-001-5 GR-R-001-6 GR-R-001-7 GR-R-002 GR-R-003 "
        "GR-R-004-1 GR-R-004-2 GR-R-005 GR-R-006 GR-R-008-2 GR-R-008-3 GR-R-009 GR-R-010 GR-S-008-1 GR-S-011"
    ),
    "IS": ("IS-R-001 IS-R-002 IS-R-003 IS-R-004 IS-R-005 IS-R-006 IS-R-007 IS-R-008 IS-R-009 IS-R-010"),
    "IT": ("IT-R-001 IT-R-002 IT-R-003 IT-R-004"),
    "NL": ("NL-R-001 NL-R-002 NL-R-003 NL-R-004 NL-R-005 NL-R-006 NL-R-007 NL-R-008 NL-R-009"),
}

NOT_CHECKED = tuple(NotChecked(id_, country) for country, ids in _IDS.items() for id_ in ids.split())
