-- The roles of an installation, made once by a superuser before `samla migrate`.
-- The passwords are the operator's: alter role samla_app password '...' (and samla_owner, samla_backup).
do $$
begin
    if not exists (select from pg_roles where rolname = 'samla_owner') then
        create role samla_owner login nosuperuser nobypassrls;
    end if;
    if not exists (select from pg_roles where rolname = 'samla_app') then
        create role samla_app login nosuperuser nobypassrls;
    end if;
    if not exists (select from pg_roles where rolname = 'samla_backup') then
        create role samla_backup login nosuperuser bypassrls;
        grant pg_read_all_data to samla_backup;
    end if;
    if not exists (select from pg_roles where rolname = 'samla_system') then
        create role samla_system nologin nosuperuser nobypassrls;
        grant samla_system to samla_owner;
    end if;
end
$$;
