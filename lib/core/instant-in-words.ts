/** A moment in a sentence, the same for whoever reads it: "27 Nov 2026 19:33 UTC". */
export const inWords = (instant: string, precision: 'minutes' | 'seconds' = 'minutes'): string => {
  // Its form is that of the standard: "Fri, 27 Nov 2026 19:33:26 GMT".
  const [, day, month, year, time = ''] = new Date(instant).toUTCString().split(' ')
  return `${Number(day)} ${month} ${year} ${precision === 'minutes' ? time.slice(0, 5) : time} UTC`
}
