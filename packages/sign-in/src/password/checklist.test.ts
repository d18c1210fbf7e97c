import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { runInNewContext } from 'node:vm'
import fc from 'fast-check'
import { normalisePassword } from './normalise.ts'
import { type PasswordProblem, passwordProblems } from './policy.ts'

/** The rules that the browser ticks while one types, taken out of its script. */
const script = readFileSync(new URL('../../../ui/src/scripts/fields.js', import.meta.url), 'utf8')
const nothing = { querySelectorAll: () => [] }
const ticked: Record<string, (text: string, names: string[]) => boolean> = runInNewContext(`${script}\n;rules`, {
  document: nothing,
})

const problemOf: Record<string, PasswordProblem> = {
  ...{ length: 'too-short', lower: 'no-lower-case', upper: 'no-upper-case', digit: 'no-digit' },
  ...{ special: 'no-special', name: 'contains-login-name' },
}

function agree(password: string, loginName: string): void {
  const problems = passwordProblems(password, { loginName })
  for (const [rule, met] of Object.entries(ticked)) {
    const shown = met(normalisePassword(password), [normalisePassword(loginName)])
    const refused = problems.includes(problemOf[rule] as PasswordProblem)
    if (rule !== 'name' || password !== '')
      assert.equal(shown, !refused, `${rule}: ${JSON.stringify([password, loginName])}`)
  }
}

test('the checklist ticks what the server accepts and nothing else', () => {
  assert.deepEqual(Object.keys(ticked).sort(), Object.keys(problemOf).sort())
  const passwords = [
    'kH7#pq2Lz',
    'kH7 pq2Lz',
    'ĐườngẠế77',
    'ếH7pq2Lz',
    'Ａa1_wide',
    'DucLan#7',
    'A²bcdefgh',
    '\u{1f600}H7pqs2L',
    'TRẦNviệtQ1#',
    '',
  ]
  for (const password of passwords.flatMap(each => [each, each.normalize('NFD')])) {
    for (const name of ['030190001234', 'TranViệtQ', 'đứclan@example.vn', '', 'pq2']) agree(password, name)
  }
})

test('of any text and any name too', () => {
  const text = fc.oneof(fc.string({ unit: 'binary', maxLength: 30 }), fc.string({ unit: 'grapheme', maxLength: 30 }))
  fc.assert(
    fc.property(text, fc.oneof(text, fc.constantFrom('abcd', 'đức@x', ' ')), (password, name) => {
      agree(password, name)
      agree(`${password}${name}`, name)
    }),
    { numRuns: 1000 },
  )
})
