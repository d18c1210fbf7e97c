import { randomBytes } from 'node:crypto'
import { systemClock } from '@motcua/kit/clock.ts'
import { systemRandom } from '@motcua/kit/random.ts'
import { sealer } from '@motcua/kit/sealing.ts'
import { captchas } from '@motcua/sign-in/captcha/captcha.ts'
import type { Row, Section } from './report.ts'

const RUNS = 300

/** What a captcha costs: making one, drawing its picture, speaking it. */
export async function captcha(): Promise<Section> {
  const made = captchas({
    sealer: sealer({ current: 'bench', keys: { bench: randomBytes(32) } }),
    clock: systemClock,
    random: systemRandom,
    spent: { spend: async () => true },
  })
  const ids = await Promise.all(Array.from({ length: RUNS }, () => made.issue()))
  return {
    title: 'A captcha',
    about: `CPU, over ${RUNS} of them.`,
    rows: [
      await row('made', ids, () => made.issue()),
      await row('its picture', ids, id => made.picture(id)),
      await row('its sound', ids, id => made.sound(id)),
      await row('checked', ids, id => made.check(id, '245678')),
    ],
  }
}

async function row(what: string, ids: string[], work: (id: string) => unknown): Promise<Row> {
  for (const id of ids.slice(0, 20)) await work(id)
  const started = process.cpuUsage()
  for (const id of ids) await work(id)
  const { user, system } = process.cpuUsage(started)
  return { what, measured: `${((user + system) / 1000 / ids.length).toFixed(2)} ms` }
}
