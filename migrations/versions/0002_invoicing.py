"""What: seller, customers, requests, runs, invoices, the ledger, documents and deliveries."""

from collections.abc import Iterator

from alembic import op

from migrations.row_security import of_invoice, of_workspace

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

TABLES = """
create table seller (
    workspace_id uuid not null,
    name text not null,
    trading_name text,
    business_id text not null,
    vat_id text,
    street text not null,
    postal_code text not null,
    city text not null,
    country text not null,
    seat text,
    f_tax boolean not null,
    email text not null,
    phone text,
    website text,
    language text not null,
    currency text not null,
    iban text,
    bic text,
    bankgiro text,
    plusgiro text,
    account text,
    fik_creditor text,
    reference_kind text not null,
    reference_length smallint,
    payment_days smallint not null,
    rounds_to_pay boolean not null default false,
    least_minor bigint,
    einvoice_scheme text,
    einvoice_address text,
    einvoice_operator text,
    logo_file_id uuid,
    accent text not null,
    changed_at timestamptz not null,
    constraint pk_seller primary key (workspace_id),
    constraint fk_seller_workspace_id foreign key (workspace_id) references workspace (id),
    constraint fk_seller_workspace_id_logo_file_id
        foreign key (workspace_id, logo_file_id) references file (workspace_id, id),
    constraint ck_seller_least_minor check (least_minor > 0),
    constraint ck_seller_reference_kind check (reference_kind in ('fi', 'rf', 'ocr', 'kid10', 'kid11', 'fik71'))
);
create table number_series (
    workspace_id uuid not null,
    id uuid not null,
    name text not null,
    prefix text not null,
    digits smallint not null,
    next_number bigint not null,
    first_number bigint not null default 1,
    yearly boolean not null default false,
    year smallint not null default 0,
    author_id uuid,
    constraint pk_number_series primary key (workspace_id, id),
    constraint uq_number_series_workspace_id_author_id unique (workspace_id, author_id),
    constraint fk_number_series_author_id foreign key (author_id) references "user" (id),
    constraint uq_number_series_workspace_id_prefix unique (workspace_id, prefix),
    constraint fk_number_series_workspace_id foreign key (workspace_id) references workspace (id),
    constraint ck_number_series_next_number check (next_number > 0 and first_number > 0),
    constraint ck_number_series_year check (yearly or year = 0)
);
create table stream (
    workspace_id uuid not null,
    id uuid not null,
    code text not null,
    name text not null,
    series_id uuid not null,
    active boolean not null,
    payment_days smallint,
    due_rule text not null default 'days',
    texts_above jsonb not null default '{}',
    texts_below jsonb not null default '{}',
    least_minor bigint,
    sales_account text not null default '',
    price_list text,
    vat text not null default '',
    changed_at timestamptz not null default now(),
    constraint pk_stream primary key (workspace_id, id),
    constraint uq_stream_workspace_id_code unique (workspace_id, code),
    constraint fk_stream_workspace_id foreign key (workspace_id) references workspace (id),
    constraint fk_stream_workspace_id_series_id
        foreign key (workspace_id, series_id) references number_series (workspace_id, id),
    constraint ck_stream_due_rule check (due_rule in ('days', 'month_end')),
    constraint ck_stream_payment_days check (payment_days between 0 and 365),
    constraint ck_stream_least_minor check (least_minor >= 0)
);
create table customer (
    workspace_id uuid not null,
    id uuid not null,
    number text collate "C" not null,
    kind text not null,
    name text not null,
    sort_key text collate "C" not null,
    business_id text,
    vat_id text,
    contact_person text,
    street text not null,
    second_line text,
    postal_code text not null,
    city text not null,
    country text not null,
    email text not null,
    language text not null,
    einvoice_scheme text,
    einvoice_address text,
    einvoice_operator text,
    buyer_reference text,
    delivery text not null,
    payment_days smallint,
    order_reference text,
    currency text,
    phone text,
    notes text,
    vat_category text not null default 'S',
    vat_reason text,
    price_list text,
    discount_percent numeric(5, 2),
    collective text not null default 'none',
    enclosed text not null default 'usual',
    reminder_fee_agreed_in text,
    reminder_fee_agreed_on date,
    reminder_block_reason text,
    reminder_block_until date,
    collection_block_reason text,
    collection_block_until date,
    deliver_name text,
    deliver_street text,
    deliver_second_line text,
    deliver_postal_code text,
    deliver_city text,
    deliver_country text,
    merged_into_id uuid,
    author_id uuid,
    created_at timestamptz not null,
    changed_at timestamptz not null,
    constraint pk_customer primary key (workspace_id, id),
    constraint uq_customer_workspace_id_number unique (workspace_id, number),
    constraint fk_customer_workspace_id foreign key (workspace_id) references workspace (id),
    constraint fk_customer_workspace_id_merged_into_id
        foreign key (workspace_id, merged_into_id) references customer (workspace_id, id),
    constraint fk_customer_author_id foreign key (author_id) references "user" (id),
    constraint ck_customer_kind check (kind in ('business', 'consumer', 'public')),
    constraint ck_customer_delivery check (delivery in ('einvoice', 'email', 'print')),
    constraint ck_customer_collective check (collective in ('none', 'run', 'order')),
    constraint ck_customer_enclosed check (enclosed in ('usual', 'ubl', 'factur_x')),
    constraint ck_customer_vat_category check (vat_category in ('S', 'AE', 'K', 'G', 'E'))
);
create index ix_customer_workspace_id_sort_key on customer (workspace_id, sort_key);
create index ix_customer_workspace_id_merged_into_id on customer (workspace_id, merged_into_id) include (author_id);
create table billing_request (
    workspace_id uuid not null,
    id uuid not null,
    stream_id uuid not null,
    key text collate "C" not null,
    source text not null,
    file_id uuid not null,
    place text not null,
    customer_id uuid,
    customer_number text collate "C" not null,
    customer_name text not null,
    subject text not null,
    state text not null,
    content jsonb not null,
    unsaid jsonb not null default '{}',
    problems jsonb not null,
    remarks jsonb not null default '[]',
    currency text not null,
    net_minor bigint,
    vat_minor bigint,
    total_minor bigint,
    due_on date,
    released_at timestamptz,
    as_read jsonb,
    created_at timestamptz not null,
    checked_at timestamptz not null,
    constraint pk_billing_request primary key (workspace_id, id),
    constraint uq_billing_request_workspace_id_stream_id_key unique (workspace_id, stream_id, key),
    constraint fk_billing_request_workspace_id foreign key (workspace_id) references workspace (id),
    constraint fk_billing_request_workspace_id_stream_id
        foreign key (workspace_id, stream_id) references stream (workspace_id, id),
    constraint fk_billing_request_workspace_id_file_id
        foreign key (workspace_id, file_id) references file (workspace_id, id),
    constraint fk_billing_request_workspace_id_customer_id
        foreign key (workspace_id, customer_id) references customer (workspace_id, id),
    constraint ck_billing_request_state check (state in ('invalid', 'ready', 'invoiced', 'cancelled', 'dismissed')),
    constraint ck_billing_request_source check
        (source in ('csv', 'finvoice', 'ubl', 'plan', 'portal', 'correction', 'contract')),
    constraint ck_billing_request_ready check (state <> 'ready' or (customer_id is not null and total_minor is not null))
);
create index ix_billing_request_workspace_id_state_created_at on billing_request (workspace_id, state, created_at, id);
create index ix_billing_request_workspace_id_customer_id on billing_request (workspace_id, customer_id);
create table invoice_run (
    workspace_id uuid not null,
    id uuid not null,
    number bigint not null,
    stream_id uuid not null,
    state text not null,
    issued_on date not null,
    written_by uuid,
    started_by uuid not null,
    started_at timestamptz not null,
    numbered_at timestamptz,
    finished_at timestamptz,
    chosen bigint not null,
    chunks smallint not null,
    fingerprint text not null,
    summary_file_id uuid,
    kind text not null default 'requests',
    undoes_run_id uuid,
    due_on date,
    rehearsed jsonb,
    constraint pk_invoice_run primary key (workspace_id, id),
    constraint uq_invoice_run_workspace_id_number unique (workspace_id, number),
    constraint fk_invoice_run_workspace_id foreign key (workspace_id) references workspace (id),
    constraint fk_invoice_run_workspace_id_stream_id
        foreign key (workspace_id, stream_id) references stream (workspace_id, id),
    constraint fk_invoice_run_workspace_id_summary_file_id
        foreign key (workspace_id, summary_file_id) references file (workspace_id, id),
    constraint fk_invoice_run_written_by foreign key (written_by) references "user" (id),
    constraint fk_invoice_run_started_by foreign key (started_by) references "user" (id),
    constraint fk_invoice_run_workspace_id_undoes_run_id
        foreign key (workspace_id, undoes_run_id) references invoice_run (workspace_id, id),
    constraint ck_invoice_run_state check (state in ('running', 'done')),
    constraint ck_invoice_run_due_on check (due_on >= issued_on),
    constraint ck_invoice_run_kind check (kind in ('requests', 'credit', 'undo')),
    constraint ck_invoice_run_undoes check ((kind = 'undo') = (undoes_run_id is not null))
);
create index ix_invoice_run_workspace_id_undoes_run_id on invoice_run (workspace_id, undoes_run_id);
create unique index uq_invoice_run_being_undone on invoice_run (workspace_id, undoes_run_id) where state = 'running';
create table invoice (
    workspace_id uuid not null,
    id uuid not null,
    number text collate "C" not null,
    series_id uuid,
    series_year smallint not null default 0,
    place_in_series bigint,
    kind text not null,
    run_id uuid,
    request_id uuid,
    taken_over boolean not null default false,
    customer_id uuid not null,
    stream_id uuid not null,
    issued_on date not null,
    due_on date not null,
    currency text not null,
    reference text collate "C" not null,
    net_minor bigint not null,
    vat_minor bigint not null,
    total_minor bigint not null,
    asked_minor bigint,
    content jsonb not null,
    sales_accounts jsonb not null default '{}',
    author_id uuid,
    issued_at timestamptz not null,
    constraint pk_invoice primary key (workspace_id, id),
    constraint uq_invoice_workspace_id_number unique (workspace_id, number),
    constraint uq_invoice_workspace_id_series_id_series_year_place_in_series
        unique (workspace_id, series_id, series_year, place_in_series),
    constraint uq_invoice_workspace_id_reference unique (workspace_id, reference),
    constraint uq_invoice_workspace_id_request_id unique (workspace_id, request_id),
    constraint fk_invoice_workspace_id foreign key (workspace_id) references workspace (id),
    constraint fk_invoice_author_id foreign key (author_id) references "user" (id),
    constraint fk_invoice_workspace_id_series_id
        foreign key (workspace_id, series_id) references number_series (workspace_id, id),
    constraint fk_invoice_workspace_id_run_id foreign key (workspace_id, run_id) references invoice_run (workspace_id, id),
    constraint fk_invoice_workspace_id_request_id
        foreign key (workspace_id, request_id) references billing_request (workspace_id, id),
    constraint fk_invoice_workspace_id_customer_id
        foreign key (workspace_id, customer_id) references customer (workspace_id, id),
    constraint fk_invoice_workspace_id_stream_id foreign key (workspace_id, stream_id) references stream (workspace_id, id),
    constraint ck_invoice_kind check (kind in ('invoice', 'credit_note')),
    constraint ck_invoice_total check (total_minor = net_minor + vat_minor),
    constraint ck_invoice_taken_over check
        (taken_over = (series_id is null) and taken_over = (place_in_series is null) and taken_over = (run_id is null))
);
create index ix_invoice_workspace_id_issued_on on invoice (workspace_id, issued_on desc, number desc);
create index ix_invoice_workspace_id_run_id on invoice (workspace_id, run_id);
create index ix_invoice_workspace_id_customer_id on invoice (workspace_id, customer_id);
create index ix_invoice_workspace_id_total_minor on invoice (workspace_id, total_minor) include (author_id);
create index ix_invoice_workspace_id_asked_minor on invoice (workspace_id, asked_minor) include (author_id)
    where asked_minor is not null;
create table run_item (
    workspace_id uuid not null,
    run_id uuid not null,
    request_id uuid not null,
    chunk smallint not null,
    place bigint not null,
    state text not null,
    reason jsonb,
    invoice_id uuid,
    constraint pk_run_item primary key (workspace_id, run_id, request_id),
    constraint fk_run_item_workspace_id_run_id foreign key (workspace_id, run_id) references invoice_run (workspace_id, id),
    constraint fk_run_item_workspace_id_request_id
        foreign key (workspace_id, request_id) references billing_request (workspace_id, id),
    constraint fk_run_item_workspace_id_invoice_id
        foreign key (workspace_id, invoice_id) references invoice (workspace_id, id),
    constraint ck_run_item_state check (state in ('waiting', 'issued', 'set_aside')),
    constraint ck_run_item_issued check ((state = 'issued') = (invoice_id is not null))
);
create unique index uq_run_item_taken on run_item (workspace_id, request_id) where state <> 'set_aside';
create index ix_run_item_workspace_id_run_id_chunk on run_item (workspace_id, run_id, chunk);
create table ledger_entry (
    workspace_id uuid not null,
    id uuid not null,
    event_id uuid not null,
    event text not null,
    posted_on date not null,
    account text not null,
    sales_account text not null default '',
    invoice_id uuid not null,
    amount_minor bigint not null,
    currency text not null,
    constraint pk_ledger_entry primary key (workspace_id, id),
    constraint fk_ledger_entry_workspace_id foreign key (workspace_id) references workspace (id),
    constraint fk_ledger_entry_workspace_id_invoice_id
        foreign key (workspace_id, invoice_id) references invoice (workspace_id, id),
    constraint ck_ledger_entry_account
        check (account in ('receivable', 'sales', 'vat', 'prepaid', 'opening', 'tax_agency')),
    constraint ck_ledger_entry_event check (event in ('issued', 'taken_over', 'credited'))
);
create index ix_ledger_entry_workspace_id_invoice_id on ledger_entry (workspace_id, invoice_id, account)
    include (amount_minor);
create table document (
    workspace_id uuid not null,
    id uuid not null,
    invoice_id uuid not null,
    kind text not null,
    language text not null,
    pdf_file_id uuid not null,
    finvoice_file_id uuid,
    ubl_file_id uuid,
    not_written jsonb not null,
    rendered_at timestamptz not null,
    constraint pk_document primary key (workspace_id, id),
    constraint uq_document_workspace_id_invoice_id_kind unique (workspace_id, invoice_id, kind),
    constraint fk_document_workspace_id_invoice_id
        foreign key (workspace_id, invoice_id) references invoice (workspace_id, id),
    constraint fk_document_workspace_id_pdf_file_id foreign key (workspace_id, pdf_file_id) references file (workspace_id, id),
    constraint fk_document_workspace_id_finvoice_file_id
        foreign key (workspace_id, finvoice_file_id) references file (workspace_id, id),
    constraint fk_document_workspace_id_ubl_file_id foreign key (workspace_id, ubl_file_id) references file (workspace_id, id),
    constraint ck_document_kind check (kind in ('invoice'))
);
create table delivery (
    workspace_id uuid not null,
    id uuid not null,
    document_id uuid not null,
    invoice_id uuid not null,
    channel text not null,
    address text not null,
    route jsonb not null,
    state text not null,
    reason jsonb,
    receipt text,
    created_at timestamptz not null,
    handed_over_at timestamptz,
    settled_at timestamptz,
    constraint pk_delivery primary key (workspace_id, id),
    constraint fk_delivery_workspace_id_document_id foreign key (workspace_id, document_id) references document (workspace_id, id),
    constraint fk_delivery_workspace_id_invoice_id foreign key (workspace_id, invoice_id) references invoice (workspace_id, id),
    constraint ck_delivery_channel check (channel in ('einvoice', 'email', 'print')),
    constraint ck_delivery_state check
        (state in ('queued', 'handed_over', 'delivered', 'bounced', 'rejected', 'failed', 'unknown'))
);
create index ix_delivery_workspace_id_invoice_id on delivery (workspace_id, invoice_id);
create index ix_delivery_id on delivery (id);
create index ix_delivery_queued on delivery (workspace_id, created_at) where state = 'queued';
create index ix_delivery_attention on delivery (workspace_id, created_at)
    where state in ('bounced', 'rejected', 'failed', 'unknown');
create table unsent_invoice (
    workspace_id uuid not null,
    invoice_id uuid not null,
    constraint pk_unsent_invoice primary key (workspace_id, invoice_id),
    constraint fk_unsent_invoice_workspace_id_invoice_id
        foreign key (workspace_id, invoice_id) references invoice (workspace_id, id)
);
create table not_sent_invoice (
    workspace_id uuid not null,
    invoice_id uuid not null,
    marked_by uuid not null,
    marked_at timestamptz not null,
    constraint pk_not_sent_invoice primary key (workspace_id, invoice_id),
    constraint fk_not_sent_invoice_workspace_id_invoice_id
        foreign key (workspace_id, invoice_id) references invoice (workspace_id, id),
    constraint fk_not_sent_invoice_marked_by foreign key (marked_by) references "user" (id)
);
create table delivery_try (
    workspace_id uuid not null,
    delivery_id uuid not null,
    place smallint not null,
    fence bigint not null,
    started_at timestamptz not null,
    ended_at timestamptz,
    outcome text,
    stage text,
    detail text,
    constraint pk_delivery_try primary key (workspace_id, delivery_id, place),
    constraint fk_delivery_try_workspace_id_delivery_id
        foreign key (workspace_id, delivery_id) references delivery (workspace_id, id),
    constraint ck_delivery_try_outcome check (outcome in ('done', 'retry', 'final', 'unknown'))
);
"""

# Debits equal credits: every statement that posts must post whole events.
BALANCED = """
create function posted_whole() returns trigger language plpgsql as $$
begin
    if exists (select from posted group by workspace_id, event_id, currency having sum(amount_minor) <> 0) then
        raise exception 'debits and credits differ' using errcode = 'check_violation', constraint = 'ck_ledger_balanced';
    end if;
    return null;
end
$$;
create trigger ledger_balanced after insert on ledger_entry
    referencing new table as posted for each statement execute function posted_whole();
"""

# An invoice is unsent from its issue to its first delivery, by whatever way they come to be; what was taken over from
# an earlier program has left already.
UNSENT = """
create function issued_unsent() returns trigger language plpgsql as $$
begin
    insert into unsent_invoice (workspace_id, invoice_id) select workspace_id, id from issued where not taken_over;
    return null;
end
$$;
create trigger invoice_unsent after insert on invoice
    referencing new table as issued for each statement execute function issued_unsent();
create function sent_for_the_first_time() returns trigger language plpgsql as $$
begin
    delete from unsent_invoice as unsent using sent
        where unsent.workspace_id = sent.workspace_id and unsent.invoice_id = sent.invoice_id;
    return null;
end
$$;
create trigger delivery_sent after insert on delivery
    referencing new table as sent for each statement execute function sent_for_the_first_time();
"""

GRANTS = {
    "seller": "select, insert, update",
    "number_series": "select, insert, update",
    "stream": "select, insert, update",
    "customer": "select, insert, update",
    "billing_request": "select, insert, update",
    "invoice_run": "select, insert, update",
    "run_item": "select, insert, update",
    "invoice": "select, insert",
    "ledger_entry": "select, insert",
    "document": "select, insert",
    "delivery": "select, insert, update",
    "unsent_invoice": "select, insert, delete",
    "not_sent_invoice": "select, insert",
    "delivery_try": "select, insert, update",
}

# The column that says whose a row is; an author sees that and no more. What only the firm works on is nobody's.
AUTHORS = {
    "number_series": "author_id",
    "customer": "author_id",
    "billing_request": "null::uuid",
    "invoice_run": "written_by",
    "run_item": "null::uuid",
    "invoice": "author_id",
}
OF_INVOICE = "(select i.author_id from invoice i where i.workspace_id = {0}.workspace_id and i.id = {0}.invoice_id)"
AUTHORS |= {table: OF_INVOICE.format(table) for table in ("document", "delivery")}

# What belongs to an invoice, and by what an author is asked for: row security answers, as it does for the invoice itself.
OF_INVOICE = {
    "ledger_entry": "sees_invoice(workspace_id, invoice_id)",
    "document": "sees_invoice(workspace_id, invoice_id)",
    "delivery": "sees_invoice(workspace_id, invoice_id)",
    "unsent_invoice": "sees_invoice(workspace_id, invoice_id)",
    "not_sent_invoice": "sees_invoice(workspace_id, invoice_id)",
    "delivery_try": "sees_delivery(workspace_id, delivery_id)",
}
SEES = """
create function sees_invoice(place uuid, looked_for uuid) returns boolean
language plpgsql stable parallel safe cost 1 as $$
begin
    return exists (select from invoice i where i.workspace_id = place and i.id = looked_for);
end
$$;
create function sees_delivery(place uuid, looked_for uuid) returns boolean
language plpgsql stable parallel safe cost 1 as $$
begin
    return exists (select from delivery d where d.workspace_id = place and d.id = looked_for);
end
$$;
"""

# A mail that comes back names its delivery alone. Owned by samla_system, which reads the delivery's two ids and channel.
PLACE = """
create function delivery_place(looked_for uuid) returns uuid
language sql stable security definer set search_path = pg_catalog, public
begin atomic
    select d.workspace_id from delivery d where d.id = looked_for and d.channel = 'email';
end
"""
SYSTEM = (
    "grant usage, create on schema public to samla_system",
    "create policy delivery_system_select on delivery for select to samla_system using (true)",
    "grant select (workspace_id, id, channel) on delivery to samla_system",
    "alter function delivery_place(uuid) owner to samla_system",
    "revoke all on function delivery_place(uuid) from public",
    "grant execute on function delivery_place(uuid) to samla_app, samla_system",
    "revoke create on schema public from samla_system",
)


def upgrade() -> None:
    op.execute(TABLES)
    op.execute(BALANCED)
    op.execute(UNSENT)
    op.execute(SEES)
    for table, grants in GRANTS.items():
        for statement in _secured(table, grants):
            op.execute(statement)
    for statement in (PLACE, *SYSTEM):
        op.execute(statement)


def _secured(table: str, grants: str) -> Iterator[str]:
    if table in OF_INVOICE:
        return of_invoice(table, grants=grants, sees=OF_INVOICE[table])
    return of_workspace(table, grants=grants, author=AUTHORS.get(table))


def downgrade() -> None:
    op.execute("drop function delivery_place(uuid)")
    for table in reversed(list(GRANTS)):
        op.execute(f"drop table {table} cascade")
    for function in ("sees_invoice", "sees_delivery"):
        op.execute(f"drop function {function}(uuid, uuid)")
    for function in ("posted_whole", "issued_unsent", "sent_for_the_first_time"):
        op.execute(f"drop function {function}()")
