CREATE TABLE "audit_heads" (
	"company_id" uuid NOT NULL,
	"sequence" bigint NOT NULL,
	"kid" text NOT NULL,
	"token" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "audit_heads_company_id_sequence_kid_pk" PRIMARY KEY("company_id","sequence","kid")
);
--> statement-breakpoint
CREATE TABLE "audit_seals" (
	"company_id" uuid NOT NULL,
	"sequence" bigint NOT NULL,
	"audit_id" uuid NOT NULL,
	"audit_timestamp" timestamp with time zone NOT NULL,
	"hash" "bytea" NOT NULL,
	CONSTRAINT "audit_seals_company_id_sequence_pk" PRIMARY KEY("company_id","sequence"),
	CONSTRAINT "audit_seals_once" UNIQUE("company_id","audit_id","audit_timestamp")
);
--> statement-breakpoint
CREATE TABLE "audit_unsealed" (
	"company_id" uuid NOT NULL,
	"audit_timestamp" timestamp with time zone NOT NULL,
	"audit_id" uuid NOT NULL,
	CONSTRAINT "audit_unsealed_company_id_audit_timestamp_audit_id_pk" PRIMARY KEY("company_id","audit_timestamp","audit_id")
);
