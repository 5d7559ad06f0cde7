"""Articles, price lists, and what an article costs by a list from which day."""

from alembic import op

from migrations.row_security import of_workspaces

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

TABLES = """
create table article (
    workspace_id uuid not null,
    id uuid not null,
    code text collate "C" not null,
    name text not null,
    sort_key text collate "C" not null,
    texts jsonb not null,
    unit text not null,
    vat_category text not null,
    vat_use text,
    vat_reason text not null,
    sales_account text not null,
    active boolean not null,
    created_at timestamptz not null,
    changed_at timestamptz not null,
    constraint pk_article primary key (workspace_id, id),
    constraint fk_article_workspace_id foreign key (workspace_id) references workspace (id),
    constraint uq_article_workspace_id_code unique (workspace_id, code),
    constraint ck_article_vat_category check (vat_category in ('S', 'Z', 'E', 'AE', 'K', 'G', 'O')),
    constraint ck_article_vat_use
        check (case when vat_use is null then vat_category <> 'S' else vat_category in ('S', 'Z') end)
);
create index ix_article_workspace_id_sort_key on article (workspace_id, sort_key);

create table price_list (
    workspace_id uuid not null,
    id uuid not null,
    name text not null,
    currency text not null,
    is_default boolean not null,
    created_at timestamptz not null,
    constraint pk_price_list primary key (workspace_id, id),
    constraint fk_price_list_workspace_id foreign key (workspace_id) references workspace (id),
    constraint uq_price_list_workspace_id_name unique (workspace_id, name)
);
create unique index ux_price_list_default on price_list (workspace_id) where is_default;

create table price (
    workspace_id uuid not null,
    id uuid not null,
    article_id uuid not null,
    price_list_id uuid not null,
    valid_from date not null,
    ten_thousandths bigint not null,
    written_at timestamptz not null,
    constraint pk_price primary key (workspace_id, id),
    constraint fk_price_workspace_id foreign key (workspace_id) references workspace (id),
    constraint fk_price_workspace_id_article_id
        foreign key (workspace_id, article_id) references article (workspace_id, id),
    constraint fk_price_workspace_id_price_list_id
        foreign key (workspace_id, price_list_id) references price_list (workspace_id, id),
    constraint uq_price_workspace_id_article_id_price_list_id_valid_from
        unique (workspace_id, article_id, price_list_id, valid_from),
    constraint ck_price_ten_thousandths check (ten_thousandths >= 0)
);

alter table customer add constraint fk_customer_workspace_id_price_list
    foreign key (workspace_id, price_list) references price_list (workspace_id, name);
alter table stream add constraint fk_stream_workspace_id_price_list
    foreign key (workspace_id, price_list) references price_list (workspace_id, name);
"""
# Only a price that hasn't begun is ever taken back; what was sold by stays.
GRANTS = {
    "article": "select, insert, update",
    "price_list": "select, insert, update",
    "price": "select, insert, update, delete",
}


def upgrade() -> None:
    """Make the tables."""
    op.execute(TABLES)
    for statement in of_workspaces(GRANTS):
        op.execute(statement)


def downgrade() -> None:
    """Remove them."""
    op.execute("alter table stream drop constraint fk_stream_workspace_id_price_list")
    op.execute("alter table customer drop constraint fk_customer_workspace_id_price_list")
    for table in reversed(GRANTS):
        op.execute(f"drop table {table}")
