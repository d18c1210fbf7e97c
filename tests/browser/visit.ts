import assert from 'node:assert/strict'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import AxeBuilder from '@axe-core/playwright'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { aPlace } from '../a-place.ts'
import type { World } from '../world.ts'

export const sizes = {
  phone: { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true },
  desktop: { viewport: { width: 1280, height: 900 } },
} as const

export type VisitOptions = { size: keyof typeof sizes; scripts?: 'on' | 'off'; locale?: string }

/** One person's browser, watched: what its console says and whom it calls is kept. */
export type Visit = {
  page: Page
  context: BrowserContext
  world: World
  scripts: 'on' | 'off'
  /** Saves a picture of the page and holds it to the rules of every page: accessible, silent console, no foreign host. */
  look(name: string): Promise<void>
  close(): Promise<void>
}

const SCREENSHOTS = join(import.meta.dirname, 'screenshots')
/** Forms with something to correct answer 422, and Chromium writes a line about every such answer. */
const SAID_OF_ANSWERS = /^Failed to load resource: the server responded with a status of (4\d\d|503)/

export async function visit(browser: Browser, world: World, options: VisitOptions): Promise<Visit> {
  const { size, scripts = 'on', locale = 'vi-VN' } = options
  const context = await browser.newContext({
    ...{ ...sizes[size], locale, javaScriptEnabled: scripts === 'on' },
    extraHTTPHeaders: { 'x-forwarded-for': aPlace() },
  })
  context.setDefaultTimeout(10_000)
  const page = await context.newPage()
  const problems = watch(context, world)
  const folder = scripts === 'on' ? size : `${size}-no-scripts`
  return {
    ...{ page, context, world, scripts },
    async look(name) {
      await page.waitForLoadState()
      await page.screenshot({ path: join(SCREENSHOTS, folder, `${name}.png`), fullPage: true })
      if (scripts === 'on') problems.push(...(await inaccessible(page)))
      assert.deepEqual(problems.splice(0), [], `problems at ${name} (${page.url()})`)
    },
    // Where a window closed itself a moment ago, Chromium may never tell that its context is closed: it ends with the browser.
    close: () => Promise.race([context.close(), pause(5_000, undefined, { ref: false })]),
  }
}

/** Everything that should not be there, as it happens. */
function watch(context: BrowserContext, world: World): string[] {
  const problems: string[] = []
  const agent = `http://127.0.0.1:${world.agentPort}`
  const ours = [world.national, world.haiDuong, world.quangNinh, world.lab.url, agent]
  context.on('console', message => {
    if (message.type() === 'error' && !SAID_OF_ANSWERS.test(message.text())) problems.push(message.text())
  })
  context.on('weberror', error => problems.push(error.error().message))
  context.on('request', request => {
    const { origin, protocol } = new URL(request.url())
    if (protocol !== 'data:' && !ours.includes(origin)) problems.push(`asked ${request.url()}`)
  })
  context.on('response', response => {
    if (response.status() >= 500) problems.push(`${response.status()} of ${response.url()}`)
  })
  return problems
}

async function inaccessible(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).analyze()
  return violations.map(({ id, impact, nodes }) => `axe ${id} (${impact}): ${nodes.map(one => one.html).join(' | ')}`)
}
