-- Which open pages learn of a change: everybody whose effective permissions are others than those last
-- announced, and everybody whose session was ended.

-- What these members may do at this moment: their codes, * for all, - for nobody who may sign in.
create function app.present_access(company uuid, members uuid[])
returns table (id uuid, access text) language sql volatile set search_path = '' as $$
  with held as (
    select ur.user_id, string_agg(distinct rp.permission, ',' order by rp.permission) as codes
    from public.user_roles ur
    join public.roles r on r.company_id = ur.company_id and r.id = ur.role_id and r.deleted_at is null
    join public.role_permissions rp on rp.company_id = ur.company_id and rp.role_id = ur.role_id
    where ur.company_id = company and ur.user_id = any(members)
      and ur.revoked_at is null and coalesce(ur.expires_at > clock_timestamp(), true)
      and rp.revoked_at is null and coalesce(rp.expires_at > clock_timestamp(), true)
    group by ur.user_id
  )
  select u.id, case
      when not (u.is_active and u.deleted_at is null and c.is_active and c.deleted_at is null) then '-'
      when u.is_superuser then '*'
      else coalesce(held.codes, '') end
  from public.users u
  join public.companies c on c.id = u.company_id
  left join held on held.user_id = u.id
  where u.company_id = company and u.id = any(members)
$$;
--> statement-breakpoint

-- Raises the version of those members whose access has changed since it was last announced and writes
-- their event. It judges by the clock and not by the start of the transaction, and under the company's
-- lock: of a change and an expiry at the same moment the later one sees the state of both.
create function app.announce(company uuid, members uuid[])
returns void language plpgsql set search_path = '' as $$
begin
  perform 1 from public.companies where id = company for no key update;
  with raised as (
    update public.users u set version = u.version + 1, announced_access = present.access
    from app.present_access(company, members) present
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
revoke execute on function app.present_access, app.announce from public;
--> statement-breakpoint
grant execute on function app.present_access, app.announce to {{request}}, {{platform}};
--> statement-breakpoint
update public.users u set announced_access = (
  select p.access from app.present_access(u.company_id, array[u.id]) p);
--> statement-breakpoint

-- Whoever ends a session, its open pages learn of it, and its connections are closed.
create function app.announce_session_end() returns trigger language plpgsql set search_path = '' as $$
begin
  insert into public.outbox (company_id, user_id, event, payload)
  values (new.company_id, new.user_id, 'session.revoked', jsonb_build_object('type', 'session.revoked',
    'user_id', new.user_id, 'session_ids', jsonb_build_array(new.id), 'reason', new.ended_reason));
  return null;
end $$;
--> statement-breakpoint
create trigger sessions_ended after update of ended_at on public.sessions
  for each row when (old.ended_at is null and new.ended_at is not null)
  execute function app.announce_session_end();
--> statement-breakpoint

-- Also ends the person's sessions, in whatever company.
create or replace function app.set_password(member uuid, hash text, must_change boolean)
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
    and s.ended_at is null;
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
