"""Two clients who aren't at work yet: one has been invited, with the other only the engagement is agreed on."""

from portal.demo.scenario.story import Story
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
