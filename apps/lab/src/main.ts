import { systemClock } from '@motcua/kit/clock.ts'
import { createLog } from '@motcua/kit/log.ts'
import { systemRandom } from '@motcua/kit/random.ts'
import { labApp } from './app.ts'
import { readConfig } from './config.ts'

const config = readConfig()
const log = createLog({ name: 'lab', level: config.logLevel })
const lab = await labApp(config, { log, clock: systemClock, random: systemRandom })
await lab.listen()
log.info({ port: config.port }, 'listening')

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void lab.close())
