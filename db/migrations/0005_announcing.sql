-- Which open pages learn of a change: everybody whose effective permissions are others than those last
-- announced, and everybody whose session was ended.

-- Raises the version of those members whose access has changed since it was last announced and writes
-- their event. It judges by the clock and not by the start of the transaction: callers hold the company's
-- lock, so that of a change and an expiry at the same moment the later one sees the state of both.
create function app.announce(company uuid, members uuid[])
returns void language plpgsql set search_path = '' as $$
declare
  moment timestamptz := clock_timestamp();
begin
  with held as (
    select ur.user_id, string_agg(distinct rp.permission, ',' order by rp.permission) as codes
    from public.user_roles ur
    join public.roles r on r.company_id = ur.company_id and r.id = ur.role_id and r.deleted_at is null
    join public.role_permissions rp on rp.company_id = ur.company_id and rp.role_id = ur.role_id
    where ur.company_id = company and ur.user_id = any(members)
      and ur.revoked_at is null and (ur.expires_at is null or ur.expires_at > moment)
      and rp.revoked_at is null and (rp.expires_at is null or rp.expires_at > moment)
    group by ur.user_id
  ), present as (
    select u.id, case
        when not (u.is_active and u.deleted_at is null and c.is_active and c.deleted_at is null) then '-'
        when u.is_superuser then '*'
        else coalesce(held.codes, '') end as access
    from public.users u
    join public.companies c on c.id = u.company_id
    left join held on held.user_id = u.id
    where u.company_id = company and u.id = any(members)
  ), raised as (
    update public.users u set version = u.version + 1, announced_access = present.access
    from present
    where u.company_id = company and u.id = present.id
      and u.announced_access is distinct from present.access
    returning u.id, u.version
  )
  insert into public.outbox (company_id, user_id, event, payload)
  select company, id, 'permissionUpdate',
    jsonb_build_object('type', 'permissionUpdate', 'user_id', id, 'version', version)
  from raised order by id;
end $$;
--> statement-breakpoint
revoke execute on function app.announce from public;
--> statement-breakpoint
grant execute on function app.announce to {{request}}, {{platform}};
--> statement-breakpoint

-- Ends every session of a person but one, in whatever company, and writes an event for each of their users.
-- Only for the functions below, which judge whose sessions they are.
create function app.end_identity_sessions(person uuid, why text, kept uuid default null)
returns void language sql set search_path = '' as $$
  with ended as (
    update public.sessions s set ended_at = now(), ended_reason = why
    from public.users u
    where u.company_id = s.company_id and u.id = s.user_id and u.identity_id = person
      and s.ended_at is null and s.id is distinct from kept
    returning s.company_id, s.user_id, s.id
  )
  insert into public.outbox (company_id, user_id, event, payload)
  select company_id, user_id, 'session.revoked', jsonb_build_object('type', 'session.revoked',
    'user_id', user_id, 'session_ids', jsonb_agg(id order by id), 'reason', why)
  from ended group by company_id, user_id order by company_id, user_id
$$;
--> statement-breakpoint
revoke execute on function app.end_identity_sessions from public;
--> statement-breakpoint

create or replace function app.set_password(member uuid, hash text, must_change boolean)
returns void language plpgsql security definer set search_path = '' as $$
declare
  identity uuid := app.own_identity(member);
begin
  update public.identities
  set password_hash = hash, must_change_password = must_change, updated_at = now()
  where id = identity;
  perform app.end_identity_sessions(identity, 'password set');
end $$;
--> statement-breakpoint

-- The person's own change: ends every other session of theirs, in whatever company.
-- It must still be the password that was compared, and the session must still be alive.
create or replace function app.change_own_password(session uuid, old_hash text, new_hash text)
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
  perform app.end_identity_sessions(own, 'password changed', session);
end $$;
--> statement-breakpoint

-- Tells those who wait for the next grant to end that it may be another one now.
create function app.announce_ending() returns trigger language plpgsql set search_path = '' as $$
begin
  perform pg_notify('grant_ending', '');
  return null;
end $$;
--> statement-breakpoint
create trigger user_roles_ending after insert or update of expires_at on public.user_roles
  for each row when (new.expires_at is not null) execute function app.announce_ending();
--> statement-breakpoint
create trigger role_permissions_ending after insert or update of expires_at on public.role_permissions
  for each row when (new.expires_at is not null) execute function app.announce_ending();
