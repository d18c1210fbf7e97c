import type { FastifyInstance, InjectOptions } from 'fastify'
import pg from 'pg'

/** What some requests took, summed up: CPU of the whole process and of its main thread, statements sent to PostgreSQL. */
export type Reading = { requests: number; cpuMs: number; mainMs: number; statements: number }

export type Meter = ReturnType<typeof meter>

/** Of this process, all pools together; begin and commit count as any other. */
let statements = 0
const send = pg.Client.prototype.query
Object.assign(pg.Client.prototype, {
  query(this: pg.Client, ...given: unknown[]) {
    statements++
    return Reflect.apply(send, this, given)
  },
})

/**
 * Reads what each request of its `server` takes, by method and path, one request at a time; browsers and relying
 * parties around it are not counted. Passwords are hashed on other threads, so the main thread's time leaves that out.
 */
export function meter(server: FastifyInstance) {
  const readings = new Map<string, Reading>()

  async function inject(options: InjectOptions) {
    const before = { cpu: process.cpuUsage(), main: process.threadCpuUsage(), statements }
    const answer = await server.inject(options)
    const name = nameOf(options)
    const one = readings.get(name) ?? { requests: 0, cpuMs: 0, mainMs: 0, statements: 0 }
    readings.set(name, {
      requests: one.requests + 1,
      cpuMs: one.cpuMs + milliseconds(process.cpuUsage(before.cpu)),
      mainMs: one.mainMs + milliseconds(process.threadCpuUsage(before.main)),
      statements: one.statements + statements - before.statements,
    })
    return answer
  }

  return {
    server: Object.assign(Object.create(server), { inject }) as FastifyInstance,
    /** What was read since the last time, and from now on anew. */
    take(): Map<string, Reading> {
      const taken = new Map(readings)
      readings.clear()
      return taken
    },
  }
}

/** All readings as one, such as of a whole journey. */
export function together(readings: Iterable<Reading>): Reading {
  const sum = { requests: 0, cpuMs: 0, mainMs: 0, statements: 0 }
  for (const one of readings) {
    sum.requests += one.requests
    sum.cpuMs += one.cpuMs
    sum.mainMs += one.mainMs
    sum.statements += one.statements
  }
  return sum
}

/** Steps of a flow share an address; which one a form was of, it says itself. */
function nameOf({ method = 'GET', url = '', payload = '' }: InjectOptions): string {
  const path = String(url).split('?')[0] ?? ''
  const step = /(?:^|&)step=([a-z-]+)/.exec(String(payload))?.[1]
  return `${method} ${path.replace(/\/[\w-]{21}$|\/[0-9a-f-]{36}$/, '/…')}${step ? ` (${step})` : ''}`
}

function milliseconds({ user, system }: NodeJS.CpuUsage): number {
  return (user + system) / 1000
}
