export type Room = { most: number; mostPerPlace: number }
export type Incoming = ReturnType<typeof incoming>

/**
 * The memory that files may take while they arrive, over all and for each place: whoever opens many uploads, or lets
 * them trickle, is refused further bytes before the process runs out of memory. Counted in this process.
 */
export function incoming({ most, mostPerPlace }: Room) {
  const held = new Map<string, number>()
  let all = 0
  return {
    /** Whether so many bytes more fit in; they count until they are given back. */
    take(place: string, bytes: number): boolean {
      const here = held.get(place) ?? 0
      if (all + bytes > most || here + bytes > mostPerPlace) return false
      all += bytes
      held.set(place, here + bytes)
      return true
    },

    giveBack(place: string, bytes: number): void {
      const left = (held.get(place) ?? 0) - bytes
      all -= bytes
      if (left > 0) held.set(place, left)
      else held.delete(place)
    },
  }
}
