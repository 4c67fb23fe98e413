interface Policy {
  /** Different in each answer; only scripts that carry it run. */
  nonce: string
  /** Further origins that a page may connect to, such as Pusher's. */
  connect: readonly string[]
  isHttps: boolean
  /** React's debugging evaluates strings, and hot reload inserts styles. */
  isDevelopment: boolean
}

/** The Content-Security-Policy of a page (CSP level 3): nothing from elsewhere, no script without the nonce. */
export function contentSecurityPolicy({ nonce, connect, isHttps, isDevelopment }: Policy): string {
  const directives = [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${isDevelopment ? " 'unsafe-eval'" : ''}`,
    `style-src 'self' ${isDevelopment ? "'unsafe-inline'" : `'nonce-${nonce}'`}`,
    // Only attributes, in which overlays keep their place; they cannot load or run anything.
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' data:",
    ["connect-src 'self'", ...connect].join(' '),
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ]
  if (isHttps) directives.push('upgrade-insecure-requests')
  return directives.join('; ')
}
