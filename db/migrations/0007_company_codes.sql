ALTER TABLE "companies" ADD COLUMN "code" text DEFAULT '' NOT NULL;
--> statement-breakpoint
CREATE UNIQUE INDEX "companies_code_taken" ON "companies" USING btree ("code") WHERE "companies"."deleted_at" is null and "companies"."code" <> '';
--> statement-breakpoint
-- A company whose code nobody chose gets one that follows from its name and that no other one has.
create function app.choose_company_code() returns trigger language plpgsql set search_path = '' as $$
declare
  plain text := regexp_replace(lower(normalize(new.name, NFKD)), '[\u0300-\u036f]', '', 'g');
  slug text := coalesce(nullif(trim(both '-' from left(
    regexp_replace(plain, '[^a-z0-9]+', '-', 'g'), 40)), ''), 'company');
  number int := 1;
begin
  new.code := slug;
  while exists (select 1 from public.companies c where c.code = new.code and c.deleted_at is null) loop
    number := number + 1;
    new.code := slug || '-' || number;
  end loop;
  return new;
end $$;
--> statement-breakpoint
create trigger companies_code before insert or update of code on public.companies
  for each row when (new.code = '') execute function app.choose_company_code();
--> statement-breakpoint
update public.companies set code = '' where code = '';
