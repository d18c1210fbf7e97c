import assert from 'node:assert/strict'
import { test } from 'node:test'
import { after } from '@motcua/kit/clock.ts'
import { systemRandom } from '@motcua/kit/random.ts'
import { isClient, TOKEN_SECONDS, tokens } from './tokens.ts'

test('A token is good until it expires, an invented one never', () => {
  let now = new Date('2026-01-01T00:00:00Z')
  const given = tokens({ clock: () => now, random: systemRandom })
  const token = given.issue()
  now = after(now, TOKEN_SECONDS - 1)
  assert.deepEqual([given.isValid(token), given.isValid('invented')], [true, false])
  now = after(now, 1)
  assert.equal(given.isValid(token), false)
})

test('A client is known by both its parts, written as forms write them', () => {
  const client = { id: 'cổng:dvc', secret: 'bí mật %' }
  const basic = (id: string, secret: string) =>
    `Basic ${Buffer.from(`${encodeURIComponent(id)}:${encodeURIComponent(secret)}`).toString('base64')}`
  assert.equal(isClient(basic(client.id, client.secret), client), true)
  for (const wrong of [
    undefined,
    '',
    'Basic',
    'Basic !!',
    'Bearer x',
    basic(client.id, 'bí mật'),
    basic('cổng', client.secret),
  ])
    assert.equal(isClient(wrong, client), false)
})
