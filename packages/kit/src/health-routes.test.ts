import assert from 'node:assert/strict'
import { test } from 'node:test'
import Fastify from 'fastify'
import { Gauge } from 'prom-client'
import { healthRoutes, type Readiness } from './health-routes.ts'

function serverThat(ready: Readiness) {
  const server = Fastify()
  healthRoutes(server, ready)
  server.get('/page/:id', async () => 'page')
  return server
}

const isReady: Readiness = async () => ({ kind: 'ready' })

test('an app that cannot serve says so with 503 and why, and is alive all the same', async () => {
  const server = serverThat(async () => ({ kind: 'not-ready', because: 'database' }))
  const response = await server.inject('/readyz')
  assert.equal(response.statusCode, 503)
  assert.deepEqual(response.json(), { ready: false, because: 'database' })
  assert.equal((await server.inject('/healthz')).statusCode, 200)
})

test('an app that can serve is ready', async () => {
  const response = await serverThat(isReady).inject('/readyz')
  assert.equal(response.statusCode, 200)
  assert.deepEqual(response.json(), { ready: true })
})

for (const remoteAddress of ['127.0.0.1', '::1', '::ffff:127.0.0.1'])
  test(`metrics are shown to ${remoteAddress}`, async () => {
    const response = await serverThat(isReady).inject({ url: '/metrics', remoteAddress })
    assert.equal(response.statusCode, 200)
    assert.match(response.body, /^process_cpu_user_seconds_total /m)
  })

for (const remoteAddress of ['203.0.113.9', '2001:db8::1', '::ffff:203.0.113.9', '10.0.0.1'])
  test(`metrics are not there for ${remoteAddress}`, async () => {
    const response = await serverThat(isReady).inject({ url: '/metrics', remoteAddress })
    assert.equal(response.statusCode, 404)
    assert.doesNotMatch(response.body, /process_/)
  })

for (const header of ['x-forwarded-for', 'X-Forwarded-Host', 'x-forwarded-proto', 'x-real-ip', 'Forwarded', 'Via'])
  test(`metrics are not there through a proxy that sends ${header}`, async () => {
    const headers = { [header]: '127.0.0.1' }
    const response = await serverThat(isReady).inject({ url: '/metrics', remoteAddress: '127.0.0.1', headers })
    assert.equal(response.statusCode, 404)
  })

test('answers are timed by route pattern, never by the address asked for', async () => {
  const server = serverThat(isReady)
  await server.inject('/page/001099012345')
  await server.inject('/nowhere/001099012345')
  const { body } = await server.inject('/metrics')
  assert.match(body, /http_request_duration_seconds_count\{route="\/page\/:id",method="GET",status="200"\} 1/)
  assert.match(body, /http_request_duration_seconds_count\{route="none",method="GET",status="404"\} 1/)
  assert.doesNotMatch(body, /001099012345/)
})

test('what an app counts of its own is shown with the rest', async () => {
  const server = Fastify()
  healthRoutes(server, isReady, registry => {
    new Gauge({ name: 'apples', help: 'Apples on the tree', registers: [registry] }).set(7)
  })
  const { body } = await server.inject('/metrics')
  assert.match(body, /^apples 7$/m)
  assert.match(body, /^process_cpu_user_seconds_total /m)
})
