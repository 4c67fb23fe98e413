-- Asks a person for a new password before anything else; whether that is new to them.
create function app.require_password_change(member uuid)
returns boolean language plpgsql security definer set search_path = '' as $$
declare
  identity uuid := app.own_identity(member);
begin
  update public.identities set must_change_password = true, updated_at = now()
  where id = identity and not must_change_password;
  return found;
end $$;
--> statement-breakpoint
revoke execute on function app.require_password_change from public;
--> statement-breakpoint
grant execute on function app.require_password_change to {{request}}, {{platform}};
--> statement-breakpoint

-- Whoever asks for what has changed since some time also learns of this.
create or replace function app.unlock(member uuid, guard bytea)
returns void language plpgsql security definer set search_path = '' as $$
declare
  identity uuid := app.own_identity(member);
begin
  delete from public.login_guard where key = guard;
  update public.users set locked_until = null, updated_at = now() where identity_id = identity;
end $$;
