import assert from 'node:assert/strict'
import { test } from 'node:test'
import { testLab } from '../test-lab.ts'

test('A page is told of what arrives for its persona, of nothing else, and no longer once it is left', async () => {
  const { server, devices } = await testLab()
  await server.listen({ host: '127.0.0.1', port: 0 })
  const address = server.server.address()
  assert.ok(address !== null && typeof address === 'object')
  const leaving = new AbortController()
  const answer = await fetch(`http://127.0.0.1:${address.port}/truc-tiep?vai=duc-anh`, { signal: leaving.signal })
  assert.equal(answer.headers.get('content-type'), 'text/event-stream')
  const sms = { at: '2026-01-01T00:00:00.000Z', from: 'MOTCUA', text: 'Chào' }
  devices.phones.add('+84828114088', sms)
  devices.phones.add('+84961122334', sms)
  devices.mailboxes.add('ducanh.do@thu.example', { at: sms.at, subject: '', text: '', html: '' })
  let heard = ''
  const reader = answer.body?.pipeThrough(new TextDecoderStream()).getReader()
  while (!heard.includes('mailbox')) heard += (await reader?.read())?.value ?? ''
  assert.deepEqual(heard.match(/data: \w+/g), ['data: phone', 'data: mailbox'])
  leaving.abort()
  server.server.closeAllConnections()
  await server.close()
})
