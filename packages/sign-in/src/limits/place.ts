import { isIPv6 } from 'node:net'

/** Where a request comes from, as limits count it: an IPv4 address, or the /64 an IPv6 address lies in. */
export function placeOf(address: string): string {
  const bare = address.replace(/^::ffff:/i, '').replace(/%.*$/, '')
  return isIPv6(bare) ? `${firstHalf(bare)}::/64` : bare
}

function firstHalf(address: string): string {
  const [head = '', tail] = address.toLowerCase().split('::')
  const left = head === '' ? [] : head.split(':')
  const right = tail ? tail.split(':') : []
  const gap = tail === undefined ? [] : Array<string>(Math.max(8 - left.length - right.length, 0)).fill('0')
  return [...left, ...gap, ...right]
    .slice(0, 4)
    .map(group => group.replace(/^0+(?=.)/, ''))
    .join(':')
}
