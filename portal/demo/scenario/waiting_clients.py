"""Clients without work to show: not invited yet, invited, declined, about to renew, and cancelled."""

from portal.demo.scenario.story import Known, Story
from tenants.agreements.actions import Offer
from tenants.clients.actions import NewClient

INVITED = Story(
    client=NewClient(
        "FI",
        "9120452-6",
        "Purotuuli Leipomo Oy",
        "Pirkko Purotuuli",
        "pirkko@purotuuli.example",
        "+358 9 555 0142",
        "fi",
    ),
    offer=Offer("invoice", 12, "client"),
    reached="invited",
)
ENGAGED = Story(
    client=NewClient(
        "SE",
        "559912-3410",
        "Havregårdens Cykel AB",
        "Valdemar Kedja",
        "valdemar@havregarden.example",
        "+46 8 555 0177",
        "sv",
    ),
    offer=Offer("start", 12, "client"),
    reached="engaged",
)
DECLINED = Story(
    client=NewClient(
        "FI",
        "9120455-0",
        "Hiutale Jäätelö Oy",
        "Helmi Hiutale",
        "helmi@hiutale.example",
        "+358 3 555 0120",
        "fi",
    ),
    offer=Offer("smart", 12, "client"),
    reached="declined",
    days_ago=6,
)
RENEWING = Story(
    client=NewClient(
        "DK",
        "99123419",
        "Havnelyset Lamper ApS",
        "Vibeke Fyrholm",
        "vibeke@havnelyset.example",
        "+45 55 50 01 70",
        "da",
        "Lampekajen 3",
        "4780",
        "Stege",
    ),
    offer=Offer("smart", 3, "client"),
    reached="active",
    days_ago=72,
)
CANCELLED = Story(
    client=NewClient(
        "FI",
        "9120456-9",
        "Kivikehrä Kutomo Oy",
        "Kerttu Kivikehrä",
        "kerttu@kivikehra.example",
        "+358 13 555 0188",
        "fi",
        "Kutojankuja 8",
        "80100",
        "Joensuu",
    ),
    offer=Offer("start", 12, "client"),
    reached="cancelled",
    days_ago=130,
    known=Known("low", 500, -5),
)
