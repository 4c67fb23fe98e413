-- Whether somebody whom the caller's transaction may see must choose a new password; null for anybody else.
create function app.must_choose_password(member uuid)
returns boolean language sql stable security definer set search_path = '' as $$
  select i.must_change_password
  from public.users u
  join public.identities i on i.id = u.identity_id
  where u.id = member and u.deleted_at is null
    and (current_setting('role', true) = '{{platform_name}}'
      or u.company_id = nullif(current_setting('app.company_id', true), '')::uuid)
$$;
--> statement-breakpoint
revoke execute on function app.must_choose_password from public;
--> statement-breakpoint
grant execute on function app.must_choose_password to {{request}}, {{platform}};
