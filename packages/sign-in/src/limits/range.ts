/**
 * The range that a place (see `placeOf`) lies in: an IPv4 /24 or an IPv6 /48, what one network's owner usually holds.
 * What is no address is a range of its own.
 */
export function rangeOf(place: string): string {
  const sixth = /^((?:[0-9a-f]{1,4}:){2}[0-9a-f]{1,4}):[0-9a-f]{1,4}::\/64$/.exec(place)?.[1]
  if (sixth !== undefined) return `${sixth}::/48`
  return place.replace(/^(\d+\.\d+\.\d+)\.\d+$/, '$1.0/24')
}
