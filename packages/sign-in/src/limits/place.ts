import { isIPv4, isIPv6, SocketAddress } from 'node:net'

/**
 * Where a request comes from, as limits count it: an IPv4 address (also when written as mapped IPv6, RFC 4291 §2.5.5.2),
 * or the /64 an IPv6 address lies in. All that is no address counts as one place, `unknown`.
 */
export function placeOf(address: string): string {
  const bare = address.replace(/%.*$/s, '')
  if (isIPv4(bare)) return bare
  if (!isIPv6(bare)) return 'unknown'
  const short = new SocketAddress({ address: bare, family: 'ipv6' }).address
  const mapped = short.replace(/^::ffff:/, '')
  return isIPv4(mapped) ? mapped : `${firstHalf(short)}::/64`
}

/** The first four groups of an address in its canonical form (RFC 5952). */
function firstHalf(address: string): string {
  const [left = [], right] = address.split('::').map(part => (part === '' ? [] : part.split(':')))
  const gap = right ? Array<string>(8 - left.length - right.length).fill('0') : []
  return [...left, ...gap, ...(right ?? [])].slice(0, 4).join(':')
}
