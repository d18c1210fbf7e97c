import { after, before } from 'node:test'
import type { Browser } from 'playwright-core'
import { startWorld, type World } from '../world.ts'
import { startChromium } from './chromium.ts'
import { type Visit, type VisitOptions, visit } from './visit.ts'

export type Stage = {
  world(): World
  /** Lets a person with a browser of their own do something; the browser is closed afterwards, whatever happens. */
  act(options: VisitOptions, doing: (at: Visit) => Promise<void>): Promise<void>
}

/** A world and a Chromium for the tests of one file. */
export function stage(): Stage {
  let running: { world: World; browser: Browser } | undefined
  before(async () => {
    running = { world: await startWorld(), browser: await startChromium() }
  })
  after(async () => {
    await running?.browser.close()
    await running?.world.stop()
  })
  function here() {
    if (!running) throw new Error('the stage is not set')
    return running
  }
  return {
    world: () => here().world,
    async act(options, doing) {
      const at = await visit(here().browser, here().world, options)
      try {
        await doing(at)
      } finally {
        await at.close()
      }
    },
  }
}
