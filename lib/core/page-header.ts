/** Which page a request is for; the proxy sets it, since Next keeps the address from server components. */
export const PAGE_HEADER = 'x-page'
