import { provincialApp } from './app.ts'
import { readConfig } from './config.ts'

const config = await readConfig().catch((error: Error) => {
  process.stderr.write(`${error.message}\n`)
  process.exit(78)
})
const app = await provincialApp(config)
await app.server.listen({ host: config.host, port: config.port })

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    void app.close().finally(() => process.exit(0))
  })
}
