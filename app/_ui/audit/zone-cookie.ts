/** Holds the browser's time zone where somebody wants times of the trail in it. */
export const ZONE_COOKIE = 'audit-zone'
