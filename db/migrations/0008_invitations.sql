CREATE TABLE "mail_outbox" (
	"company_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"template" text NOT NULL,
	"user_id" uuid,
	"link_id" uuid,
	"params" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"available_at" timestamp with time zone DEFAULT now() NOT NULL,
	"last_error" text,
	CONSTRAINT "mail_outbox_company_id_id_pk" PRIMARY KEY("company_id","id")
);
--> statement-breakpoint
CREATE TABLE "one_time_links" (
	"company_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"user_id" uuid NOT NULL,
	"purpose" text NOT NULL,
	"token_hash" "bytea" NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"created_by" uuid,
	"shown_to" uuid,
	"expires_at" timestamp with time zone NOT NULL,
	"used_at" timestamp with time zone,
	"revoked_at" timestamp with time zone,
	CONSTRAINT "one_time_links_company_id_id_pk" PRIMARY KEY("company_id","id"),
	CONSTRAINT "one_time_links_token" UNIQUE("token_hash"),
	CONSTRAINT "one_time_links_purpose" CHECK ("one_time_links"."purpose" in ('invitation', 'reset'))
);
--> statement-breakpoint
ALTER TABLE "users" ADD COLUMN "is_invited" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "one_time_links" ADD CONSTRAINT "one_time_links_user" FOREIGN KEY ("company_id","user_id") REFERENCES "public"."users"("company_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "mail_outbox_due" ON "mail_outbox" USING btree ("available_at");--> statement-breakpoint
CREATE INDEX "one_time_links_by_user" ON "one_time_links" USING btree ("company_id","user_id");--> statement-breakpoint
CREATE INDEX "one_time_links_by_id" ON "one_time_links" USING btree ("id");--> statement-breakpoint
CREATE INDEX "one_time_links_by_end" ON "one_time_links" USING btree ("expires_at");
--> statement-breakpoint
select app.fence('public.one_time_links', '');
--> statement-breakpoint
select app.fence('public.mail_outbox', '');
--> statement-breakpoint
-- Whoever answers requests shows when an invitation was sent and until when it is valid, and writes what
-- is to be sent; tokens, even as hashes, and messages that wait are not theirs to read.
grant select (company_id, id, user_id, purpose, created_at, created_by, expires_at, used_at, revoked_at)
  on public.one_time_links to {{request}}, {{platform}};
--> statement-breakpoint
grant insert (company_id, id, template, user_id, link_id, params) on public.mail_outbox to {{request}}, {{platform}};
--> statement-breakpoint

-- Makes a link for a live user that the caller's transaction may see; only the newest of a person works.
-- One that an administrator is shown must not open what another company relies on.
create function app.issue_link(link uuid, member uuid, aim text, hash bytea, lifetime interval, issuer uuid, shown boolean)
returns timestamptz language plpgsql security definer set search_path = '' as $$
declare
  platform boolean := current_setting('role', true) = '{{platform_name}}';
  company uuid := nullif(current_setting('app.company_id', true), '')::uuid;
  home uuid;
  identity uuid;
begin
  select u.company_id, u.identity_id into home, identity from public.users u
  where u.id = member and u.deleted_at is null and (platform or u.company_id = company);
  if identity is null then
    raise exception 'no such user' using errcode = 'no_data_found';
  end if;
  if shown then
    perform app.own_identity(member);
  end if;
  perform 1 from public.identities where id = identity for no key update;
  update public.one_time_links l set revoked_at = now() from public.users u
  where u.company_id = l.company_id and u.id = l.user_id and u.identity_id = identity
    and l.purpose = aim and l.used_at is null and l.revoked_at is null;
  insert into public.one_time_links (company_id, id, user_id, purpose, token_hash, created_by, shown_to, expires_at)
  values (home, link, member, aim, hash, issuer, case when shown then issuer end, now() + lifetime);
  return now() + lifetime;
end $$;
--> statement-breakpoint
revoke execute on function app.issue_link from public;
--> statement-breakpoint
grant execute on function app.issue_link to {{request}}, {{platform}};
--> statement-breakpoint

-- Whoever has not accepted their invitation is no administrator yet.
create or replace function app.administrators(company uuid)
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
    where u.company_id = company and u.is_active and not u.is_invited and u.deleted_at is null
      and not u.is_superuser
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

-- Nor does anybody have to be told of what they may do before they have joined.
create or replace function app.present_access(company uuid, members uuid[])
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
      when u.is_invited or not (u.is_active and u.deleted_at is null and c.is_active and c.deleted_at is null) then '-'
      when u.is_superuser then '*'
      else coalesce(held.codes, '') end
  from public.users u
  join public.companies c on c.id = u.company_id
  left join held on held.user_id = u.id
  where u.company_id = company and u.id = any(members)
$$;
--> statement-breakpoint

-- Wakes the sender once a transaction that wrote messages commits.
create function app.announce_mail() returns trigger language plpgsql set search_path = '' as $$
begin
  perform pg_notify('mail', '');
  return null;
end $$;
--> statement-breakpoint
create trigger mail_outbox_announced after insert on public.mail_outbox
  for each statement execute function app.announce_mail();
