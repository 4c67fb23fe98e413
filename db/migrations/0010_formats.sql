ALTER TABLE "companies" ADD COLUMN "time_zone" text DEFAULT 'UTC' NOT NULL;--> statement-breakpoint
ALTER TABLE "companies" ADD COLUMN "locale" text DEFAULT 'en-GB' NOT NULL;--> statement-breakpoint
ALTER TABLE "identities" ADD COLUMN "time_zone" text;--> statement-breakpoint
ALTER TABLE "identities" ADD COLUMN "locale" text;--> statement-breakpoint
ALTER TABLE "identities" ADD COLUMN "date_style" text;
--> statement-breakpoint
-- How times are written for the person of a session, in whatever company they work.
create function app.set_own_formats(session uuid, zone text, region text, style text)
returns void language sql security definer set search_path = '' as $$
  update public.identities i set time_zone = zone, locale = region, date_style = style, updated_at = now()
  from public.sessions s join public.users u on u.company_id = s.company_id and u.id = s.user_id
  where s.id = session and s.ended_at is null and i.id = u.identity_id
    and s.company_id = nullif(current_setting('app.company_id', true), '')::uuid
$$;
--> statement-breakpoint
revoke execute on function app.set_own_formats from public;
--> statement-breakpoint
grant execute on function app.set_own_formats to {{request}}, {{platform}};
--> statement-breakpoint

-- Also tells how times are written for the person, as they and their company have chosen it.
create or replace function app.authenticate(session uuid)
returns jsonb language plpgsql security definer set search_path = '' as $$
declare
  found_session record;
begin
  select s.company_id, s.id, s.last_used_at, u.id as user_id, u.username, u.email, u.first_name,
    u.last_name, u.is_active, u.is_superuser, u.version, i.must_change_password, u.identity_id,
    c.name as company_name, c.time_zone as company_time_zone, c.locale as company_locale,
    i.time_zone, i.locale, i.date_style
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
    'company_formats', jsonb_build_object(
      'time_zone', found_session.company_time_zone, 'locale', found_session.company_locale),
    'preferences', jsonb_build_object(
      'time_zone', found_session.time_zone, 'locale', found_session.locale,
      'date_style', found_session.date_style),
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
