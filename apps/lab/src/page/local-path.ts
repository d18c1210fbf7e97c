/** Back within these pages, whatever the address says. Resolving `/..//elsewhere` leaves a path that names a host. */
export function localPath(path: string): string {
  const here = 'http://lab.invalid'
  const url = URL.parse(path, here)
  const local = url !== null && url.origin === here && path.startsWith('/') && !url.pathname.startsWith('//')
  return local ? url.pathname + url.search : '/'
}
