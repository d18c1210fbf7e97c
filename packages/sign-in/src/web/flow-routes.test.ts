import assert from 'node:assert/strict'
import { beforeEach, test } from 'node:test'
import { systemRandom } from '@motcua/kit/random.ts'
import { webServer } from '@motcua/kit/web.ts'
import pino from 'pino'
import type { Standing, Submission } from '../flow/flow.ts'
import { ARRIVED_PATH, flowRoutes } from './flow-routes.ts'
import { visitors } from './visitors.ts'

type State = { step: 'begin' } | { step: 'wait'; on: string }
type End = { by: Submission }

const FLOW = '/hoi/0d9e1c9c-4c11-4d0b-9d5e-0f4b1f0c7a11'
const waiting: Standing<State, End> = { kind: 'at', state: { step: 'wait', on: 'a phone' }, version: 7, errors: {} }

let standing: Standing<State, End> = waiting
let next: Standing<State, End> | undefined
let isThere = false
let advanced: Submission[] = []

const engine = {
  look: async () => standing,
  typed: async () => ({ name: 'as typed' }),
  advance: async (submission: Submission) => {
    advanced.push(submission)
    return next ?? { kind: 'ended' as const, as: { by: submission } }
  },
}

async function portal() {
  const sessions = { knowsBrowser: async () => false } as never
  const server = await webServer({
    ...{ log: pino({ level: 'silent' }), random: systemRandom, publicUrl: 'http://localhost', trustedProxies: [] },
    errorPage: () => '',
  })
  flowRoutes<State, End>(server, {
    ...{ path: '/hoi', first: { step: 'begin' }, engine, random: systemRandom },
    visitors: visitors({ deployment: 'test', secure: false, random: systemRandom, sessions }),
    arrived: async ({ step }) => step === 'wait' && isThere,
    step: async ({ state, version, errors, values }) => ({ page: JSON.stringify({ state, version, errors, values }) }),
    ended: async (_end, { reply }) => reply.send('in'),
    lost: (_request, why) => why,
  })
  return server
}

beforeEach(() => {
  standing = waiting
  next = undefined
  isThere = false
  advanced = []
})

test('a page that waits is shown as it is, and tells scripts that nothing is there', async () => {
  const server = await portal()
  assert.equal(JSON.parse((await server.inject(FLOW)).body).version, 7)
  const told = await server.inject(`${FLOW}${ARRIVED_PATH}`)
  assert.deepEqual([told.json(), told.headers['cache-control']], [{ arrived: false }, 'no-store'])
  assert.deepEqual(advanced, [])
})

test('once the answer came from elsewhere, asking for the page goes on as an empty form of that showing would', async () => {
  isThere = true
  const server = await portal()
  assert.deepEqual((await server.inject(`${FLOW}${ARRIVED_PATH}`)).json(), { arrived: true })
  assert.deepEqual(advanced, [], 'telling so changes nothing')
  assert.equal((await server.inject(FLOW)).body, 'in')
  const [{ step, version, fields } = assert.fail('nothing was submitted')] = advanced
  assert.deepEqual({ step, version, fields }, { step: 'wait', version: 7, fields: {} })
})

test('what then has to be shown again is shown, with what was wrong', async () => {
  isThere = true
  next = { ...waiting, version: 8, errors: { form: { key: 'no' } } } as typeof waiting
  const { body, statusCode } = await (await portal()).inject(FLOW)
  const shown = JSON.parse(body)
  assert.deepEqual([shown.version, shown.errors, statusCode], [8, { form: { key: 'no' } }, 422])
  assert.equal(advanced.length, 1)
})

test('who goes back to correct the first step is not carried on', async () => {
  isThere = true
  const { body } = await (await portal()).inject(`${FLOW}?sua`)
  assert.deepEqual([JSON.parse(body).state, advanced], [{ step: 'begin' }, []])
})

for (const kind of ['gone', 'busy'] as const) {
  test(`of a flow that is ${kind} a waiting page is told to ask again, and asking submits nothing`, async () => {
    standing = { kind }
    isThere = true
    const server = await portal()
    assert.deepEqual((await server.inject(`${FLOW}${ARRIVED_PATH}`)).json(), { arrived: true })
    assert.equal((await server.inject(FLOW)).body, kind)
    assert.deepEqual(advanced, [])
  })
}
