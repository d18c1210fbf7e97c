import assert from 'node:assert/strict'
import { test } from 'node:test'
import { cycles, importRules, refusedImports } from './import-rules.ts'
import { parseSource, readSources, type SourceFile } from './modules.ts'
import { sizeViolations } from './sizes.ts'
import { worldRules, worldViolations } from './world-rules.ts'

const file = (path: string, text: string): SourceFile => parseSource(path, text)

/** For each rule of imports, a file that breaks it and nothing else. */
const badImports: Record<string, [path: string, text: string]> = {
  'contracts-imports-only-identifiers': ['packages/contracts/src/a.ts', `import { a } from '@motcua/kit/db.ts'`],
  'identifiers-imports-only-itself': ['packages/identifiers/src/a.ts', `import type { A } from '@motcua/ui/html.ts'`],
  'kit-imports-only-itself': ['packages/kit/src/a.ts', `import { a } from '@motcua/identifiers/phone.ts'`],
  'ui-imports-only-itself': ['packages/ui/src/a.ts', `export { a } from '@motcua/kit/clock.ts'`],
  'pki-imports-only-contracts-identifiers': ['packages/pki/src/a.ts', `import { a } from '@motcua/kit/clock.ts'`],
  'sign-in-imports-only-kit-ui-identifiers-contracts': ['packages/sign-in/src/a.ts', `import '@motcua/pki/chain.ts'`],
  'signing-agent-carries-little': ['apps/signing-agent/src/a.ts', `import { a } from '@motcua/sign-in/otp/sms-otp.ts'`],
  'no-app-imports-an-app': ['apps/lab/src/a.ts', `import { a } from '../../national/src/app.ts'`],
  'code-imports-no-tests': ['apps/lab/src/a.ts', `import { a } from './b.test.ts'`],
  'engine-knows-no-method': ['packages/sign-in/src/flow/a.ts', `import { a } from '../otp/sms-otp.ts'`],
  'flows-name-methods-by-id': ['apps/national/src/flows/a.ts', `import { a } from '../methods/sim/sim.ts'`],
  'methods-know-no-flow': ['apps/national/src/methods/a.ts', `import { a } from '../flows/prove.ts'`],
  'steps-know-neither': ['apps/national/src/steps/a.ts', `import type { A } from '../methods/index.ts'`],
  'accounts-know-nothing-above': ['apps/national/src/session/a.ts', `import type { A } from '../oidc/claims.ts'`],
  'pages-only-draw': ['apps/national/src/home/home-page.ts', `import { a } from '../accounts/accounts-store.ts'`],
}

for (const rule of importRules) {
  test(`the rule ${rule.name} refuses what breaks it, with its reason`, () => {
    const bad = badImports[rule.name]
    assert.ok(bad, 'an example for every rule')
    const refused = refusedImports([file(...bad)])
    assert.equal(refused.length, 1)
    assert.ok(refused[0]?.endsWith(`(${rule.name}: ${rule.because})`), refused[0])
  })
}

/** For each rule of the world, a file that breaks it, and the name under which it would be in order. */
const badTouches: Record<string, [path: string, text: string, allowed: string]> = {
  'http-at-the-edge': ['apps/lab/src/a.ts', `import fastify from 'fastify'`, 'apps/lab/src/a-routes.ts'],
  'request-types-at-the-edge': ['apps/lab/src/a.ts', `import type { A } from 'fastify'`, 'apps/lab/src/web.ts'],
  'sql-in-stores': ['apps/lab/src/a.ts', `db.selectFrom('x')`, 'apps/lab/src/a-store.ts'],
  'network-in-adapters': ['apps/national/src/a.ts', `await fetch(url)`, 'apps/national/src/a-http.ts'],
  'environment-in-config': ['apps/lab/src/a.ts', `const a = process.env.A`, 'apps/lab/src/config.ts'],
}

for (const { name } of worldRules) {
  test(`the rule ${name} refuses a file whose name does not allow it`, () => {
    const bad = badTouches[name]
    assert.ok(bad, 'an example for every rule')
    const [path, text, allowed] = bad
    const violations = worldViolations([file(path, text)])
    assert.ok(
      violations.some(line => line.includes(name)),
      violations.join(),
    )
    assert.deepEqual(worldViolations([file(allowed, text)]), [])
  })
}

test('a comment that speaks of fetch or the environment touches nothing', () => {
  assert.deepEqual(
    worldViolations([file('apps/national/src/a.ts', '// fetch(it) from process.env\nexport const a = 1')]),
    [],
  )
})

test('sockets of node:net are network, its pure functions are not', () => {
  const of = (name: string) => worldViolations([file('apps/national/src/a.ts', `import { ${name} } from 'node:net'`)])
  assert.equal(of('createServer').length, 1)
  assert.deepEqual(of('isIP'), [])
})

test('a cycle is told, also when only types go round', () => {
  const a = file('apps/lab/src/a.ts', `import type { B } from './b.ts'`)
  const b = file('apps/lab/src/b.ts', `import { a } from './a.ts'`)
  assert.match(cycles([a, b]).join(), /^apps\/lab\/src\/a\.ts -> apps\/lab\/src\/b\.ts -> apps\/lab\/src\/a\.ts \(/)
  assert.deepEqual(cycles([a]), [])
})

test('a file of 301 lines is too long, a table of messages is not', () => {
  const text = 'a()\n'.repeat(301)
  assert.equal(sizeViolations([file('apps/lab/src/a.ts', text)]).length, 1)
  assert.deepEqual(sizeViolations([file('apps/lab/src/messages.ts', text)]), [])
  assert.deepEqual(sizeViolations([file('apps/lab/src/a.ts', 'a()\n'.repeat(300))]), [])
})

test('a function of 51 lines of its own is too long; what functions inside it hold is theirs', () => {
  const lines = (count: number) => '  a()\n'.repeat(count)
  const of = (text: string) => sizeViolations([file('apps/lab/src/a.ts', text)])
  assert.match(of(`export function long() {\n${lines(49)}}\n`).join(), /a\.ts:1 long has 51 lines/)
  assert.deepEqual(of(`function fits() {\n${lines(48)}}\n`), [])
  assert.deepEqual(of(`function store() {\n  function inner() {\n${lines(45)}  }\n${lines(40)}}\n`), [])
  assert.equal(of(`const long = (a: number) => {\n${lines(60)}}\n`).length, 1)
})

test('names that say nothing are refused, alone or as the last word', () => {
  const bad = [
    'apps/lab/src/utils.ts',
    'apps/lab/src/account-service.ts',
    'packages/kit/src/core/a.ts',
    'apps/lab/src/user-info.ts',
  ]
  for (const path of bad) assert.equal(sizeViolations([file(path, 'a()')]).length, 1, path)
  for (const path of [
    'apps/lab/src/common-passwords.ts',
    'apps/lab/src/terms-of-service.ts',
    'packages/ui/src/data-list.ts',
  ])
    assert.deepEqual(sizeViolations([file(path, 'a()')]), [], path)
})

test('the whole project is read, with imports found in it', () => {
  const sources = readSources()
  assert.ok(sources.length > 100)
  assert.ok(sources.flatMap(({ imports }) => imports).filter(({ to }) => to.startsWith('packages/')).length > 100)
})
