CREATE INDEX "outbox_by_age" ON "outbox" USING brin ("created_at");--> statement-breakpoint
CREATE INDEX "sessions_ending" ON "sessions" USING btree ("expires_at") WHERE "sessions"."ended_at" is null;