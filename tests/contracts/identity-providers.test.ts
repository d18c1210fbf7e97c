import assert from 'node:assert/strict'
import { Writable } from 'node:stream'
import { after, afterEach, before, test } from 'node:test'
import { type IdentityProviderId, identityProviderIds } from '@motcua/contracts/identity-providers.ts'
import { labFaultKinds } from '@motcua/contracts/lab-api.ts'
import pino from 'pino'
import { type CastMember, castOf, international } from '../../apps/lab/src/cast.ts'
import { personas } from '../../apps/lab/src/personas.ts'
import type { ProviderAnswer, ProviderIdentity } from '../../apps/national/src/upstream/identity-provider.ts'
import { comesBack, outside, type Return, signingIn } from './outside-sign-in.ts'

let world: Awaited<ReturnType<typeof outside>>
before(async () => {
  world = await outside()
})
after(() => world?.stop())
afterEach(() => world.lab.clear())

const cast = castOf(personas)

function personaOf(id: string): CastMember {
  const found = cast.byId(id)
  assert.ok(found)
  return found
}

/** A persona signs in at the provider and comes back. */
function goneThrough(id: IdentityProviderId, who = 'thu-ha'): Promise<Return> {
  const persona = personaOf(who)
  const login = persona[id]
  assert.ok(login && persona.phones[0])
  return signingIn(world, id).through(login, persona.phones[0].number)
}

const notBelieved: ProviderAnswer = { kind: 'refused', reason: 'not-believed' }
/** What the adapter makes of a persona's sign-in, for each thing that the lab says will happen. */
const answers: Record<string, ProviderAnswer | 'the person'> = {
  ok: 'the person',
  'already-registered': 'the person',
  'unverified-account': { kind: 'refused', reason: 'unverified' },
  ial1: { kind: 'refused', reason: 'unverified' },
  cancelled: { kind: 'cancelled' },
  'wrong-key': notBelieved,
  'wrong-nonce': notBelieved,
  'no-id-number': { kind: 'refused', reason: 'incomplete' },
  'not-a-citizen': { kind: 'refused', reason: 'not-a-citizen' },
}

for (const id of identityProviderIds) {
  for (const persona of personas.filter(one => one[id] !== undefined)) {
    test(`${id}: ${persona.id} comes back as ${persona.expects[id]}`, async () => {
      const expected = answers[persona.expects[id] ?? 'none']
      assert.ok(expected, 'no test knows what that is')
      const { pending, parameters } = await goneThrough(id, persona.id)
      const answer = await world.provider(id).complete(pending, parameters)
      if (expected !== 'the person') return assert.deepEqual(answer, expected)
      assert.ok(answer.kind === 'identified')
      assert.deepEqual(answer.person, personExpected(id, persona, answer.person.subject))
    })
  }

  test(`${id}: nobody without an account there is expected to come back`, () => {
    for (const one of personas) assert.equal((one.expects[id] ?? 'none') === 'none', one[id] === undefined, one.id)
  })

  for (const at of ['password', 'code'] as const) {
    test(`${id}: Hủy at the ${at} is the person’s no`, async () => {
      const { begin, typePassword, visitor } = signingIn(world, id)
      const { pending, page } = await begin()
      const { [id]: login } = personaOf('thu-ha')
      assert.ok(login)
      const here = at === 'password' ? page : await typePassword(page, login)
      const parameters = comesBack(await visitor.submit(here, 'Hủy'), world.home)
      assert.deepEqual(await world.provider(id).complete(pending, parameters), { kind: 'cancelled' })
    })
  }
}

function personExpected(id: IdentityProviderId, persona: CastMember, subject: string): ProviderIdentity {
  const { fullName, dateOfBirth, idNumber, previousIdNumber, sex, phones, mailbox } = persona
  const ways = persona.accounts?.[id]
  const methods = ways?.level === 1 ? ['pwd'] : ['pwd', 'otp']
  const who = { subject, fullName, dateOfBirth, idNumber }
  const proof = { methods, factors: ways?.level === 1 ? 'one' : 'two' } as const
  if (id === 'vneid') return { ...who, ...proof }
  const phone = { value: international(phones[0]?.number ?? ''), verified: !ways?.claims }
  return {
    ...{ ...who, ...proof, sex, phone },
    ...(previousIdNumber !== undefined && { previousIdNumber }),
    ...(!ways?.claims && { email: { value: mailbox, verified: true } }),
  }
}

test('Somebody is the same subject every time, and another one at another provider', async () => {
  const subjects = []
  for (const id of ['vnpost', 'vnpost', 'vneid'] as const) {
    const { pending, parameters } = await goneThrough(id)
    const answer = await world.provider(id).complete(pending, parameters)
    subjects.push(answer.kind === 'identified' && answer.person.subject)
  }
  assert.equal(subjects[0], subjects[1])
  assert.notEqual(subjects[0], subjects[2])
})

test('The request asks for a code with PKCE S256, state, nonce, a new sign-in and no more than is needed', async () => {
  const begun = await world.provider('vnpost').begin('my state')
  assert.ok(begun.kind === 'begun')
  const asked = Object.fromEntries(new URL(begun.url).searchParams)
  assert.equal(asked.response_type, 'code')
  assert.equal(asked.code_challenge_method, 'S256')
  assert.equal(asked.state, 'my state')
  assert.equal(asked.nonce, begun.pending.nonce)
  assert.equal(asked.prompt, 'login')
  assert.equal(asked.scope, 'openid profile email phone identity')
  assert.ok(!begun.url.includes(begun.pending.verifier))
})

test('A code is good once', async () => {
  const { pending, parameters } = await goneThrough('vnpost')
  const provider = world.provider('vnpost')
  assert.equal((await provider.complete(pending, parameters)).kind, 'identified')
  assert.deepEqual(await provider.complete(pending, parameters), notBelieved)
})

const exchanged: [string, (mine: Return, other: Return) => Return][] = [
  ['another’s state', (mine, other) => ({ ...mine, parameters: { ...mine.parameters, state: other.pending.nonce } })],
  ['a state kept for another', mine => ({ ...mine, pending: { ...mine.pending, state: 'another' } })],
  [
    'a nonce kept for another',
    (mine, other) => ({ ...mine, pending: { ...mine.pending, nonce: other.pending.nonce } }),
  ],
  [
    'another’s verifier',
    (mine, other) => ({ ...mine, pending: { ...mine.pending, verifier: other.pending.verifier } }),
  ],
  [
    'another’s code',
    (mine, other) => ({ ...mine, parameters: { ...mine.parameters, code: String(other.parameters.code) } }),
  ],
  ['another issuer (RFC 9207)', mine => ({ ...mine, parameters: { ...mine.parameters, iss: 'https://evil.example' } })],
  ['no issuer', ({ pending, parameters: { iss: _iss, ...rest } }) => ({ pending, parameters: rest })],
  ['no state', ({ pending, parameters: { state: _state, ...rest } }) => ({ pending, parameters: rest })],
  ['no code', ({ pending, parameters: { code: _code, ...rest } }) => ({ pending, parameters: rest })],
  ['an invented code', mine => ({ ...mine, parameters: { ...mine.parameters, code: 'x'.repeat(43) } })],
  ['a huge code', mine => ({ ...mine, parameters: { ...mine.parameters, code: 'x'.repeat(50_000) } })],
  ['nothing', mine => ({ ...mine, parameters: {} })],
  [
    'an error of no standard',
    mine => ({ ...mine, parameters: { ...mine.parameters, error: '<script>', error_description: '<b>' } }),
  ],
]
for (const [what, change] of exchanged) {
  test(`What comes back with ${what} is not believed`, async () => {
    const changed = change(await goneThrough('vnpost'), await goneThrough('vnpost', 'duc-anh'))
    assert.deepEqual(await world.provider('vnpost').complete(changed.pending, changed.parameters), notBelieved)
  })
}

test('A provider that says it is busy is unavailable', async () => {
  const { pending, parameters } = await goneThrough('vnpost')
  const busy = { state: pending.state, iss: String(parameters.iss), error: 'temporarily_unavailable' }
  assert.deepEqual(await world.provider('vnpost').complete(pending, busy), { kind: 'unavailable' })
})

test('A wrong client secret is unavailable: that is no visitor’s fault', async () => {
  const { pending, parameters } = await goneThrough('vnpost')
  const provider = world.provider('vnpost', { clientSecret: 'wrong' })
  assert.deepEqual(await provider.complete(pending, parameters), { kind: 'unavailable' })
})

for (const id of identityProviderIds) {
  for (const fault of labFaultKinds) {
    test(`${id} that is ${fault} is unavailable within the time allowed, and answers again afterwards`, async () => {
      const provider = world.provider(id, { restMs: 50, timeoutMs: 1_500 })
      const { pending, parameters } = await goneThrough(id)
      await world.lab.fault(id, fault)
      assert.deepEqual(await provider.begin('state'), { kind: 'unavailable' })
      await world.lab.clear()
      assert.equal((await provider.begin('state')).kind, 'begun')
      await world.lab.fault(id, fault)
      assert.deepEqual(await provider.complete(pending, parameters), { kind: 'unavailable' })
      await world.lab.clear()
      const again = await goneThrough(id)
      assert.equal((await provider.complete(again.pending, again.parameters)).kind, 'identified')
    })
  }
}

test('A provider that nobody runs is unavailable', async () => {
  const nobody = world.provider('vnpost', { issuer: 'http://127.0.0.1:9/vnpost' })
  assert.deepEqual(await nobody.begin('state'), { kind: 'unavailable' })
})

test('After five failures in a row the provider is left alone for a while; forged codes are no failures of it', async () => {
  const provider = world.provider('vnpost', { restMs: 60_000 })
  const { pending, parameters } = await goneThrough('vnpost')
  for (let turn = 0; turn < 8; turn++) {
    const forged = { ...parameters, code: `invented-${turn}` }
    assert.deepEqual(await provider.complete(pending, forged), notBelieved)
  }
  assert.equal((await provider.begin('state')).kind, 'begun')
  await world.lab.fault('vnpost', 'garbage')
  for (let turn = 0; turn < 5; turn++) await provider.complete(pending, parameters)
  await world.lab.clear()
  // It would answer again; that it is refused shows that it is left alone.
  assert.deepEqual(await provider.begin('state'), { kind: 'unavailable' })
})

test('The log tells what became of a call and nothing about the person', async () => {
  const lines: string[] = []
  const into = new Writable({
    write: (chunk, _encoding, done) => {
      lines.push(String(chunk))
      done()
    },
  })
  const provider = world.provider('vnpost', { log: pino(into) })
  for (const who of ['thu-ha', 'buu-dien-khoa-la', 'buu-dien-thieu-so']) {
    const { pending, parameters } = await goneThrough('vnpost', who)
    await provider.complete(pending, parameters)
    for (const secret of [parameters.code, pending.nonce, pending.verifier]) {
      assert.ok(!lines.join('').includes(String(secret)))
    }
  }
  const told = lines.map(line => JSON.parse(line))
  assert.deepEqual(
    told.map(({ outcome, reason }) => [outcome, reason]),
    [
      ['identified', undefined],
      ['refused', 'not-believed'],
      ['refused', 'incomplete'],
    ],
  )
  const { fullName, idNumber, mailbox } = personaOf('thu-ha')
  for (const secret of [fullName, idNumber, mailbox, '828114088']) assert.ok(!lines.join('').includes(secret))
})
