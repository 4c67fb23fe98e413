ALTER TABLE "audit_logs" ADD COLUMN "session_id" uuid;--> statement-breakpoint
ALTER TABLE "audit_logs" ADD COLUMN "route" text;--> statement-breakpoint
ALTER TABLE "audit_logs" ADD COLUMN "duration_ms" integer;--> statement-breakpoint
-- As before, but entries that know of their session, route or duration are sealed in format 2.
create or replace function app.seal_entries(company uuid, after bigint, previous bytea, batch int, out sealed int, out last bytea)
language plpgsql set search_path = '' as $$
declare
  places tid[];
  ids uuid[];
  times timestamptz[];
  entries bytea[];
  entry bytea;
  hashes bytea[] := '{}';
begin
  select array_agg(u.place), array_agg(a.id), array_agg(a.timestamp), array_agg(convert_to(case
    when a.session_id is null and a.route is null and a.duration_ms is null then json_build_array(1,
      a.company_id, a.id, to_char(a.timestamp at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
      a.user_id, a.user_name, a.user_email, a.action, a.resource_type, a.resource_id, a.details,
      a.changes::text, a.outcome, a.ip_address, a.user_agent, a.request_id)
    else json_build_array(2,
      a.company_id, a.id, to_char(a.timestamp at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
      a.user_id, a.user_name, a.user_email, a.action, a.resource_type, a.resource_id, a.details,
      a.changes::text, a.outcome, a.ip_address, a.user_agent, a.request_id,
      a.session_id, a.route, a.duration_ms::text)
    end::text, 'UTF8'))
  into places, ids, times, entries
  from (select n.ctid as place, n.* from public.audit_unsealed n where n.company_id = company
    order by n.audit_timestamp, n.audit_id limit batch) u
  cross join lateral (select * from public.audit_logs l
    where l.company_id = u.company_id and l.timestamp = u.audit_timestamp and l.id = u.audit_id
    offset 0) a;
  last := previous;
  foreach entry in array coalesce(entries, '{}') loop
    last := sha256(last || entry);
    hashes := hashes || last;
  end loop;
  delete from public.audit_unsealed where ctid = any(places);
  insert into public.audit_seals (company_id, sequence, audit_id, audit_timestamp, hash)
  select company, after + place, id, time, hash
  from unnest(ids, times, hashes) with ordinality as seal(id, time, hash, place);
  sealed := cardinality(hashes);
end $$;
