import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { readdirSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { temporaryFolder } from '../test-tokens.ts'
import { allowedSites } from './allowed-sites.ts'
import { siteOf } from './site.ts'

const around = { clock: () => new Date(), random: (bytes: number) => randomBytes(bytes) }
const sitesIn = (folder: string) => allowedSites(folder, around)

test('sites are https, or http on this computer', () => {
  for (const origin of [
    'https://dichvucong.example',
    'https://a.example:8443',
    'http://localhost:3000',
    'http://127.0.0.1',
  ])
    assert.equal(siteOf(origin)?.origin, origin)
})

test('what is not exactly an origin, or comes over an open line, is no site', () => {
  const origins = [
    ...['http://dichvucong.example', 'http://localhost.evil.example', 'http://127.0.0.1.evil.example'],
    ...[
      'https://a.example/',
      'https://a.example/path',
      'HTTPS://a.example',
      'https://user@a.example',
      'https://a.example:443',
    ],
    ...[
      'null',
      '',
      'file://',
      'javascript:1',
      'data:text/html,x',
      'chrome-extension://abc',
      `https://${'a.'.repeat(200)}vn`,
    ],
  ]
  for (const origin of origins) assert.equal(siteOf(origin), undefined, origin)
})

test('an internationalised name is shown in its ASCII form, with what it stands for, and mixed alphabets are noticed', () => {
  const honest = siteOf('https://xn--dchvcng-e4a1434e.example')
  assert.deepEqual([honest?.host.startsWith('xn--'), honest?.mixedScripts], [true, false])
  // dịchvụcông with a Cyrillic "с".
  const imitating = siteOf(new URL('https://diсhvucong.example').origin)
  assert.deepEqual([imitating?.host.startsWith('xn--'), imitating?.mixedScripts], [true, true])
  assert.equal(siteOf('https://dichvucong.example')?.unicode, undefined)
})

test('a site is allowed until it is forgotten, by whichever agent asks', async () => {
  const folder = temporaryFolder(after)
  await sitesIn(folder).allow('https://a.example')
  await sitesIn(folder).allow('https://b.example')
  assert.equal(await sitesIn(folder).isAllowed('https://a.example'), true)
  assert.equal(await sitesIn(folder).isAllowed('https://a.example:8443'), false)
  assert.equal(await sitesIn(folder).forget('https://a.example'), true)
  assert.equal(await sitesIn(folder).forget('https://a.example'), false)
  assert.deepEqual(
    (await sitesIn(folder).list()).map(({ origin }) => origin),
    ['https://b.example'],
  )
})

test('the list is its owner’s alone, and nothing half-written stays beside it', async () => {
  const folder = join(temporaryFolder(after), 'deep', 'data')
  await sitesIn(folder).allow('https://a.example')
  assert.deepEqual(readdirSync(folder), ['sites.json'])
  if (process.platform !== 'win32') assert.equal(statSync(join(folder, 'sites.json')).mode & 0o077, 0)
})

test('a broken list allows nobody', async () => {
  const folder = temporaryFolder(after)
  for (const text of [
    '{',
    '[]',
    '{"version":1,"sites":[{"origin":"http://evil.example","allowedAt":"2026-11-24T00:00:00Z"}]}',
  ]) {
    writeFileSync(join(folder, 'sites.json'), text)
    assert.deepEqual(await sitesIn(folder).list(), [])
  }
})
