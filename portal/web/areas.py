"""The areas of the portal, and what they share."""

from flask import Flask

from portal.auth.gate import public
from portal.web import _design, asking, knowing, shell
from portal.web.account.app import blueprint as account
from portal.web.agreement.ending import blueprint as agreement
from portal.web.approvals.routes import blueprint as approvals
from portal.web.articles.blueprint import blueprint as articles
from portal.web.audit.routes import blueprint as audit
from portal.web.clients.blueprint import blueprint as clients
from portal.web.contracts.blueprint import blueprint as contracts
from portal.web.crediting.routes import blueprint as crediting
from portal.web.customers.files import blueprint as customers
from portal.web.desk.blueprint import blueprint as desk
from portal.web.diligence.routes import blueprint as diligence
from portal.web.export.routes import blueprint as export
from portal.web.firm.routes import blueprint as firm
from portal.web.health.routes import blueprint as health
from portal.web.help.routes import blueprint as help_
from portal.web.home.routes import blueprint as home
from portal.web.invitation.routes import blueprint as invitation
from portal.web.invoices.routes import blueprint as invoices
from portal.web.language.routes import blueprint as language
from portal.web.own_books.routes import blueprint as own_books
from portal.web.people.routes import blueprint as people
from portal.web.portfolio.routes import blueprint as portfolio
from portal.web.questions.routes import blueprint as questions
from portal.web.requests.fixing import blueprint as requests
from portal.web.runs.routes import blueprint as runs
from portal.web.search.routes import blueprint as search
from portal.web.sending.blueprint import blueprint as sending
from portal.web.settings.rates_routes import blueprint as settings
from portal.web.sign_in.routes import blueprint as sign_in
from portal.web.switcher.routes import blueprint as switcher
from portal.web.takeover.routes import blueprint as takeover
from portal.web.terms.routes import blueprint as terms
from portal.web.today.routes import blueprint as today
from portal.web.written.attaching import blueprint as written

AREAS = (
    health,
    sign_in,
    account,
    language,
    switcher,
    clients,
    portfolio,
    diligence,
    people,
    firm,
    export,
    help_,
    invitation,
    approvals,
    agreement,
    own_books,
    requests,
    questions,
    customers,
    contracts,
    articles,
    runs,
    crediting,
    audit,
    home,
    invoices,
    search,
    sending,
    settings,
    takeover,
    terms,
    today,
    written,
    desk,
)


def install(app: Flask) -> None:
    """Give an application the design and every area."""
    _design.install(app)
    public(app.view_functions["design.asset"])
    public(app.view_functions["design.look"])
    shell.install(app)
    asking.install(app)
    knowing.install(app)
    for area in AREAS:
        app.register_blueprint(area)
