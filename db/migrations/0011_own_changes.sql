-- Forgets a person's failed sign-ins, opens them here, and elsewhere only what those had locked: what an
-- administrator of another company has locked is theirs, also for a superuser.
create or replace function app.unlock(member uuid, guard bytea)
returns void language plpgsql security definer set search_path = '' as $$
declare
  identity uuid := app.own_identity(member);
  failed_until timestamptz;
begin
  delete from public.login_guard where key = guard returning locked_until into failed_until;
  update public.users set locked_until = null, updated_at = now()
  where identity_id = identity and (id = member or locked_until = failed_until);
end $$;
--> statement-breakpoint

-- How times are written for the person of a session, in whatever company they work: what is given, so that two
-- changes at once lose nothing of each other. Answers how they are then. Links for a new password do not die of it.
drop function app.set_own_formats(uuid, text, text, text);
--> statement-breakpoint
create function app.set_own_formats(session uuid, chosen jsonb)
returns jsonb language sql security definer set search_path = '' as $$
  update public.identities i set
    time_zone = case when chosen ? 'time_zone' then chosen ->> 'time_zone' else i.time_zone end,
    locale = case when chosen ? 'locale' then chosen ->> 'locale' else i.locale end,
    date_style = case when chosen ? 'date_style' then chosen ->> 'date_style' else i.date_style end
  from public.sessions s join public.users u on u.company_id = s.company_id and u.id = s.user_id
  where s.id = session and s.ended_at is null and i.id = u.identity_id
    and s.company_id = nullif(current_setting('app.company_id', true), '')::uuid
  returning jsonb_build_object('time_zone', i.time_zone, 'locale', i.locale, 'date_style', i.date_style)
$$;
--> statement-breakpoint
revoke execute on function app.set_own_formats from public;
--> statement-breakpoint
grant execute on function app.set_own_formats to {{request}}, {{platform}};
