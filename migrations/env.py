"""How Alembic reaches the database: by the URL it is given, as the owner role."""

from alembic import context
from sqlalchemy import create_engine, pool

url = context.config.attributes.get("url") or context.config.get_main_option("sqlalchemy.url")
engine = create_engine(str(url), poolclass=pool.NullPool)

with engine.connect() as connection:
    context.configure(connection=connection, transaction_per_migration=True)
    with context.begin_transaction():
        connection.exec_driver_sql("set lock_timeout = '3s'")
        context.run_migrations()
    connection.commit()
