-- What drizzle-kit cannot say: row-level security, the functions behind sign-in and grants, and an
-- audit trail that only grows. db/migrate.ts fills in the names of the role that answers requests and
-- of the role that a superuser's transaction switches to.

create schema app;
--> statement-breakpoint
grant usage on schema app to {{request}}, {{platform}};
--> statement-breakpoint
revoke create on schema public from public;
--> statement-breakpoint
grant usage on schema public to {{request}}, {{platform}};
--> statement-breakpoint

-- Fences one table that has a company_id: forced row-level security with three policies (a request
-- sees its own company, a superuser's transaction and the owner see all) and the given privileges.
-- The sub-select is evaluated once a statement; nullif, because the setting is '' after a transaction.
create function app.fence(fenced regclass, privileges text, company text default 'company_id')
returns void language plpgsql set search_path = '' as $$
begin
  execute format('alter table %s enable row level security', fenced);
  execute format('alter table %s force row level security', fenced);
  execute format(
    'create policy company_only on %s to {{request}} using (%I = (select nullif(current_setting(''app.company_id'', true), '''')::uuid)) with check (%I = (select nullif(current_setting(''app.company_id'', true), '''')::uuid))',
    fenced, company, company);
  execute format('create policy platform_all on %s to {{platform}} using (true) with check (true)', fenced);
  execute format('create policy owner_all on %s to %I using (true) with check (true)', fenced, current_user);
  if privileges <> '' then
    execute format('grant %s on %s to {{request}}, {{platform}}', privileges, fenced);
  end if;
end $$;
--> statement-breakpoint
revoke execute on function app.fence from public;
--> statement-breakpoint
select app.fence('public.companies', 'select, insert, update', 'id');
--> statement-breakpoint
select app.fence('public.users', 'select, insert, update');
--> statement-breakpoint
select app.fence('public.roles', 'select, insert, update');
--> statement-breakpoint
select app.fence('public.role_permissions', 'select, insert, update');
--> statement-breakpoint
select app.fence('public.user_roles', 'select, insert, update');
--> statement-breakpoint
select app.fence('public.sessions', 'select, update');
--> statement-breakpoint
select app.fence('public.refresh_tokens', '');
--> statement-breakpoint
select app.fence('public.audit_logs', 'select, insert');
--> statement-breakpoint
select app.fence('public.outbox', 'insert');
--> statement-breakpoint
select app.fence('public.idempotency_keys', 'select, insert, update, delete');
--> statement-breakpoint
grant select on public.permissions to {{request}}, {{platform}};
--> statement-breakpoint

-- An audit entry is never changed nor removed, not even by the owner of the table.
create function app.refuse_change() returns trigger language plpgsql set search_path = '' as $$
begin
  raise exception 'The audit trail only grows: % on % is refused', tg_op, tg_table_name
    using errcode = 'insufficient_privilege';
end $$;
--> statement-breakpoint
create trigger audit_logs_only_grow before update or delete on public.audit_logs
  for each row execute function app.refuse_change();
--> statement-breakpoint
create trigger audit_logs_not_emptied before truncate on public.audit_logs
  for each statement execute function app.refuse_change();
--> statement-breakpoint

-- Makes the month partitions of the audit trail from one day to another that are still absent.
create function app.make_audit_partitions(first_day date, last_day date)
returns int language plpgsql set search_path = '' as $$
declare
  month date := date_trunc('month', first_day);
  name text;
  made int := 0;
begin
  perform pg_advisory_xact_lock(hashtext('app.make_audit_partitions'));
  while month <= last_day loop
    name := 'audit_logs_' || to_char(month, 'YYYY_MM');
    if to_regclass('public.' || name) is null then
      execute format('create table public.%I partition of public.audit_logs for values from (%L) to (%L)',
        name, to_char(month, 'YYYY-MM-DD') || ' 00:00+00',
        to_char(month + interval '1 month', 'YYYY-MM-DD') || ' 00:00+00');
      perform app.fence(('public.' || name)::regclass, '');
      execute format('create trigger audit_logs_not_emptied before truncate on public.%I for each statement execute function app.refuse_change()', name);
      made := made + 1;
    end if;
    month := month + interval '1 month';
  end loop;
  return made;
end $$;
--> statement-breakpoint
revoke execute on function app.make_audit_partitions from public;
--> statement-breakpoint

-- The codes a user holds at this moment by the database's clock. It runs with the caller's rights,
-- so that the fence applies to it.
create function app.effective_codes(company uuid, member uuid)
returns setof text language sql stable set search_path = '' as $$
  select distinct rp.permission
  from public.user_roles ur
  join public.roles r on r.company_id = ur.company_id and r.id = ur.role_id and r.deleted_at is null
  join public.role_permissions rp on rp.company_id = ur.company_id and rp.role_id = ur.role_id
  where ur.company_id = company and ur.user_id = member
    and ur.revoked_at is null and (ur.expires_at is null or ur.expires_at > now())
    and rp.revoked_at is null and (rp.expires_at is null or rp.expires_at > now())
$$;
--> statement-breakpoint
grant execute on function app.effective_codes to {{request}}, {{platform}};
--> statement-breakpoint

-- How many active people of a company can both assign roles and assign permissions: now, and without
-- an end date. In the platform company every active superuser counts.
create function app.administrators(company uuid)
returns table (current_count int, permanent_count int)
language sql stable set search_path = '' as $$
  with held as (
    select u.id, rp.permission,
      bool_or(ur.expires_at is null and rp.expires_at is null) as permanent
    from public.users u
    join public.user_roles ur on ur.company_id = u.company_id and ur.user_id = u.id
      and ur.revoked_at is null and (ur.expires_at is null or ur.expires_at > now())
    join public.roles r on r.company_id = ur.company_id and r.id = ur.role_id and r.deleted_at is null
    join public.role_permissions rp on rp.company_id = ur.company_id and rp.role_id = ur.role_id
      and rp.revoked_at is null and (rp.expires_at is null or rp.expires_at > now())
      and rp.permission in ('ASSIGN_ROLES', 'ASSIGN_PERMISSIONS')
    where u.company_id = company and u.is_active and u.deleted_at is null and not u.is_superuser
    group by u.id, rp.permission
  ), admins as (
    select id, bool_and(permanent) as permanent from held group by id having count(*) = 2
    union all
    select u.id, true from public.users u
    where u.company_id = company and u.is_superuser and u.is_active and u.deleted_at is null
  )
  select count(*)::int, (count(*) filter (where permanent))::int from admins
$$;
--> statement-breakpoint
grant execute on function app.administrators to {{request}}, {{platform}};
--> statement-breakpoint

-- Who makes this request: refuses a dead session, user or company, sets the company of the
-- transaction and returns the principal. One round trip, from the database's truth.
create function app.authenticate(session uuid)
returns jsonb language plpgsql security definer set search_path = '' as $$
declare
  found_session record;
begin
  select s.company_id, s.id, s.last_used_at, u.id as user_id, u.username, u.email, u.first_name,
    u.last_name, u.is_active, u.is_superuser, u.version, i.must_change_password, u.identity_id,
    c.name as company_name
  into found_session
  from public.sessions s
  join public.users u on u.company_id = s.company_id and u.id = s.user_id
  join public.identities i on i.id = u.identity_id
  join public.companies c on c.id = s.company_id
  where s.id = session and s.ended_at is null and s.expires_at > now()
    and u.is_active and u.deleted_at is null and c.is_active and c.deleted_at is null;
  if not found then
    return null;
  end if;
  perform set_config('app.company_id', found_session.company_id::text, true);
  if found_session.last_used_at < now() - interval '1 minute' then
    update public.sessions set last_used_at = now()
    where company_id = found_session.company_id and id = (
      select s.id from public.sessions s
      where s.company_id = found_session.company_id and s.id = session
      for no key update skip locked);
  end if;
  return jsonb_build_object(
    'session_id', found_session.id,
    'user_id', found_session.user_id,
    'identity_id', found_session.identity_id,
    'company_id', found_session.company_id,
    'company_name', found_session.company_name,
    'username', found_session.username,
    'email', found_session.email,
    'first_name', found_session.first_name,
    'last_name', found_session.last_name,
    'is_active', found_session.is_active,
    'is_superuser', found_session.is_superuser,
    'must_change_password', found_session.must_change_password,
    'version', found_session.version,
    'permissions', (
      select coalesce(jsonb_agg(code order by code), '[]')
      from (
        select app.effective_codes(found_session.company_id, found_session.user_id) as code
        where not found_session.is_superuser
        union all
        select p.code from public.permissions p where found_session.is_superuser
      ) held),
    'roles', (
      select coalesce(jsonb_agg(jsonb_build_object('id', r.id, 'name', r.name) order by r.name), '[]')
      from public.user_roles ur
      join public.roles r on r.company_id = ur.company_id and r.id = ur.role_id
      where ur.company_id = found_session.company_id and ur.user_id = found_session.user_id
        and ur.revoked_at is null and (ur.expires_at is null or ur.expires_at > now())
        and r.deleted_at is null));
end $$;
--> statement-breakpoint
revoke execute on function app.authenticate from public;
--> statement-breakpoint
grant execute on function app.authenticate to {{request}};
--> statement-breakpoint

-- The identity of a live user that the caller's transaction may see. Refuses one that also belongs to
-- another company, unless a superuser asks: nobody changes how a person signs in elsewhere.
create function app.own_identity(member uuid)
returns uuid language plpgsql security definer set search_path = '' as $$
declare
  platform boolean := current_setting('role', true) = '{{platform_name}}';
  company uuid := nullif(current_setting('app.company_id', true), '')::uuid;
  identity uuid;
begin
  select u.identity_id into identity from public.users u
  where u.id = member and u.deleted_at is null and (platform or u.company_id = company);
  if identity is null then
    raise exception 'no such user' using errcode = 'no_data_found';
  end if;
  if not platform and exists (
    select 1 from public.users u
    where u.identity_id = identity and u.deleted_at is null and u.company_id <> company)
  then
    raise exception 'the person also works for another company'
      using errcode = 'integrity_constraint_violation', constraint = 'identity_shared';
  end if;
  return identity;
end $$;
--> statement-breakpoint
revoke execute on function app.own_identity from public;
--> statement-breakpoint

create function app.create_identity(identity uuid, address text, hash text, must_change boolean)
returns void language sql security definer set search_path = '' as $$
  insert into public.identities (id, email, email_normalised, password_hash, must_change_password)
  values (identity, address, lower(normalize(address, NFKC)), hash, must_change)
$$;
--> statement-breakpoint
-- The identity that has an e-mail address, for a superuser who adds a known person to a company.
create function app.find_identity(address text)
returns uuid language sql stable security definer set search_path = '' as $$
  select i.id from public.identities i
  where i.email_normalised = lower(normalize(address, NFKC))
    and current_setting('role', true) = '{{platform_name}}'
$$;
--> statement-breakpoint
-- Ends the person's sessions in other companies too; the caller ends and announces those in this one.
create function app.set_password(member uuid, hash text, must_change boolean)
returns void language plpgsql security definer set search_path = '' as $$
declare
  identity uuid := app.own_identity(member);
begin
  update public.identities
  set password_hash = hash, must_change_password = must_change, updated_at = now()
  where id = identity;
  update public.sessions s set ended_at = now(), ended_reason = 'password set'
  from public.users u
  where u.company_id = s.company_id and u.id = s.user_id and u.identity_id = identity
    and u.id <> member and s.ended_at is null;
end $$;
--> statement-breakpoint
-- The person's own change: ends every other session of theirs, in whatever company.
-- It must still be the password that was compared, and the session must still be alive.
create function app.change_own_password(session uuid, old_hash text, new_hash text)
returns void language plpgsql security definer set search_path = '' as $$
declare
  own uuid;
begin
  select u.identity_id into own
  from public.sessions s join public.users u on u.company_id = s.company_id and u.id = s.user_id
  where s.id = session and s.ended_at is null
    and s.company_id = nullif(current_setting('app.company_id', true), '')::uuid;
  update public.identities
  set password_hash = new_hash, must_change_password = false, updated_at = now()
  where id = own and password_hash = old_hash;
  if not found then
    raise exception 'the password or the session has changed'
      using errcode = 'integrity_constraint_violation', constraint = 'password_changed_meanwhile';
  end if;
  update public.sessions s set ended_at = now(), ended_reason = 'password changed'
  from public.users u
  where u.company_id = s.company_id and u.id = s.user_id and u.identity_id = own
    and s.ended_at is null and s.id <> session;
end $$;
--> statement-breakpoint
-- Forgets a person's failed sign-ins; the key is the HMAC under which they were counted.
create function app.unlock(member uuid, guard bytea)
returns void language plpgsql security definer set search_path = '' as $$
declare
  identity uuid := app.own_identity(member);
begin
  delete from public.login_guard where key = guard;
  update public.users set locked_until = null where identity_id = identity;
end $$;
--> statement-breakpoint
-- Also writes the address to the person's other users, so that a list never shows a stale one.
create function app.set_email(member uuid, address text)
returns void language plpgsql security definer set search_path = '' as $$
declare
  identity uuid := app.own_identity(member);
begin
  update public.identities
  set email = address, email_normalised = lower(normalize(address, NFKC)), updated_at = now()
  where id = identity;
  update public.users set email = address where identity_id = identity and deleted_at is null;
end $$;
--> statement-breakpoint
-- Forgets how deleted users signed in, once no live user is left to sign in with it.
create function app.release_identities()
returns void language plpgsql security definer set search_path = '' as $$
declare
  platform boolean := current_setting('role', true) = '{{platform_name}}';
  company uuid := nullif(current_setting('app.company_id', true), '')::uuid;
  released uuid[];
begin
  select array_agg(distinct u.identity_id) into released from public.users u
  where u.deleted_at is not null and u.identity_id is not null and (platform or u.company_id = company);
  update public.users set identity_id = null
  where deleted_at is not null and identity_id = any(released) and (platform or company_id = company);
  delete from public.identities i where i.id = any(released)
    and not exists (select 1 from public.users u where u.identity_id = i.id);
end $$;
--> statement-breakpoint
revoke execute on function app.create_identity, app.find_identity, app.set_password, app.change_own_password, app.unlock, app.set_email, app.release_identities from public;
--> statement-breakpoint
grant execute on function app.create_identity, app.find_identity, app.set_password, app.change_own_password, app.unlock, app.set_email, app.release_identities to {{request}}, {{platform}};
--> statement-breakpoint

-- Wakes the publisher once a transaction that wrote events commits.
create function app.announce_outbox() returns trigger language plpgsql set search_path = '' as $$
begin
  perform pg_notify('outbox', '');
  return null;
end $$;
--> statement-breakpoint
create trigger outbox_announced after insert on public.outbox
  for each statement execute function app.announce_outbox();
