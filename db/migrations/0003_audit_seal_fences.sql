select app.fence('public.audit_seals', '');
--> statement-breakpoint
select app.fence('public.audit_heads', '');
--> statement-breakpoint
select app.fence('public.audit_unsealed', '');
--> statement-breakpoint

-- Seals and heads only grow, like the trail they vouch for.
create trigger audit_seals_only_grow before update or delete on public.audit_seals
  for each row execute function app.refuse_change();
--> statement-breakpoint
create trigger audit_seals_not_emptied before truncate on public.audit_seals
  for each statement execute function app.refuse_change();
--> statement-breakpoint
create trigger audit_heads_only_grow before update or delete on public.audit_heads
  for each row execute function app.refuse_change();
--> statement-breakpoint
create trigger audit_heads_not_emptied before truncate on public.audit_heads
  for each statement execute function app.refuse_change();
--> statement-breakpoint

-- Notes every new entry for the sealer, in the entry's own transaction: whatever commits, however late,
-- is found. It runs as the owner, because those who answer requests have no business with the notes.
create function app.note_unsealed() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  insert into public.audit_unsealed (company_id, audit_timestamp, audit_id)
  select company_id, timestamp, id from written;
  return null;
end $$;
--> statement-breakpoint
revoke execute on function app.note_unsealed from public;
--> statement-breakpoint
create trigger audit_logs_noted after insert on public.audit_logs
  referencing new table as written
  for each statement execute function app.note_unsealed();
--> statement-breakpoint
insert into public.audit_unsealed (company_id, audit_timestamp, audit_id)
select company_id, timestamp, id from public.audit_logs;
--> statement-breakpoint

-- The notes come and go, so they are swept by their number and not by their share of the table.
alter table public.audit_unsealed set (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000);
--> statement-breakpoint

-- Seals the next entries of a company behind a seal that the caller has checked, and answers how many
-- there were and the hash of the last. The caller holds the company's lock. It works here, because hashing
-- in the server's process would hold up every request meanwhile; lib/audit-logs/chain.ts says the same in
-- TypeScript, so that a changed function does not go unnoticed. An entry that was removed while it awaited
-- its seal keeps its note, for verify to name. The offset keeps the planner from joining the whole trail.
create function app.seal_entries(company uuid, after bigint, previous bytea, batch int, out sealed int, out last bytea)
language plpgsql set search_path = '' as $$
declare
  places tid[];
  ids uuid[];
  times timestamptz[];
  entries bytea[];
  entry bytea;
  hashes bytea[] := '{}';
begin
  select array_agg(u.place), array_agg(a.id), array_agg(a.timestamp), array_agg(convert_to(json_build_array(1,
    a.company_id, a.id, to_char(a.timestamp at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
    a.user_id, a.user_name, a.user_email, a.action, a.resource_type, a.resource_id, a.details,
    a.changes::text, a.outcome, a.ip_address, a.user_agent, a.request_id)::text, 'UTF8'))
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
--> statement-breakpoint
revoke execute on function app.seal_entries from public;
