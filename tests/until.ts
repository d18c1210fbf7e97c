import { setTimeout as pause } from 'node:timers/promises'

/** Waits until something is so; fails loudly when it never is. */
export async function until<Found>(look: () => Promise<Found | false>, withinMs: number): Promise<Found> {
  const end = performance.now() + withinMs
  for (;;) {
    const found = await look()
    if (found !== false) return found
    if (performance.now() > end) throw new Error(`not so within ${withinMs} ms`)
    await pause(50)
  }
}
