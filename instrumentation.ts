/** Next calls it once when a server starts, `npm start` and a plain `next start` alike. */
export async function register() {
  if (process.env.NEXT_RUNTIME !== 'nodejs') return
  const [
    { selfCheck },
    { requestDatabaseUrl },
    { startMaintenance },
    { startSealing },
    { startEndingSessions },
    { startEndingGrants },
    { startPublishing },
    { startMailing },
  ] = await Promise.all([
    import('@/db/self-check'),
    import('@/lib/core/database'),
    import('@/lib/core/maintenance'),
    import('@/lib/audit-logs/sealer'),
    import('@/lib/auth/session-expiry'),
    import('@/lib/permissions/expiry'),
    import('@/lib/realtime/publisher'),
    import('@/lib/mail/sender'),
  ])
  await selfCheck(requestDatabaseUrl())
  startMaintenance()
  startSealing()
  startEndingSessions()
  startEndingGrants()
  startPublishing()
  startMailing()
}
