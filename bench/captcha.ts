/** What a captcha costs: making one, drawing its picture, speaking it. Run: node bench/captcha.ts */
import { randomBytes } from 'node:crypto'
import { systemClock } from '../packages/kit/src/clock.ts'
import { systemRandom } from '../packages/kit/src/random.ts'
import { sealer } from '../packages/kit/src/sealing.ts'
import { captchas } from '../packages/sign-in/src/captcha/captcha.ts'

const made = captchas({
  sealer: sealer({ current: 'bench', keys: { bench: randomBytes(32) } }),
  clock: systemClock,
  random: systemRandom,
  spent: { spend: async () => true },
})
const ids = await Promise.all(Array.from({ length: 300 }, () => made.issue()))

async function measured(what: string, work: (id: string) => unknown): Promise<void> {
  for (const id of ids.slice(0, 20)) await work(id)
  const started = process.cpuUsage()
  for (const id of ids) await work(id)
  const { user, system } = process.cpuUsage(started)
  console.log(`captcha ${what}: ${((user + system) / 1000 / ids.length).toFixed(2)} ms CPU`)
}

await measured('issue', () => made.issue())
await measured('picture', id => made.picture(id))
await measured('sound', id => made.sound(id))
await measured('check', id => made.check(id, '245678'))
