import ipaddr from 'ipaddr.js'

/** An address without port, brackets, zone and the prefix of an IPv4 address in IPv6; undefined when it is none. */
export function plainAddress(text: string | undefined): string | undefined {
  const bare = (text ?? '')
    .trim()
    .replace(/^\[([^\]]+)\](:\d+)?$/, '$1')
    .replace(/^(\d+\.\d+\.\d+\.\d+):\d+$/, '$1')
    .replace(/%.*$/, '')
  // ipaddr.js would also take short and octal forms of IPv4.
  const isAddress = ipaddr.IPv4.isValidFourPartDecimal(bare) || ipaddr.IPv6.isValid(bare)
  return isAddress ? ipaddr.process(bare).toString() : undefined
}

/** An address as it is counted: IPv6 by its /64, which one customer usually has to themselves. */
export function networkOf(ip: string): string {
  if (!ipaddr.isValid(ip)) return ip
  const address = ipaddr.process(ip)
  return address.kind() === 'ipv6'
    ? `${ipaddr.IPv6.networkAddressFromCIDR(`${address.toString()}/64`)}/64`
    : address.toString()
}

/** Whether an address is one of these, each an address or a CIDR range. Throws when one of them is neither. */
export function isAmong(address: string | undefined, ranges: string[]): boolean {
  if (!address) return false
  const given = ipaddr.process(address)
  return ranges.some((range) => {
    const [network, bits] = range.includes('/')
      ? ipaddr.parseCIDR(range)
      : [ipaddr.process(range), undefined]
    if (network.kind() !== given.kind()) return false
    return given.match(network, bits ?? (network.kind() === 'ipv4' ? 32 : 128))
  })
}

export const areRanges = (ranges: string[]) =>
  ranges.every((range) => ipaddr.isValidCIDR(range) || plainAddress(range) === range)
