import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { glob } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { describe, it } from 'node:test'
import { fileURLToPath } from 'node:url'
import { messages as formMessages } from '@motcua/sign-in/form/messages.ts'
import { simFailures } from '../upstream/sim-signing.ts'
import { messages as certificateMessages } from './certificate-messages.ts'
import { messages as flowMessages } from './messages.ts'

const known = {
  vi: { ...formMessages.vi, ...flowMessages.vi, ...certificateMessages.vi } as Record<string, string>,
  en: { ...formMessages.en, ...flowMessages.en, ...certificateMessages.en } as Record<string, string>,
}

const source = (module: string) => readFileSync(fileURLToPath(import.meta.resolve(module)), 'utf8')

/** The folder of the steps both portals share in which this module lies. */
const shared = (module: string) => dirname(fileURLToPath(import.meta.resolve(`@motcua/sign-in/${module}`)))

/** Every text that is quoted in a match of `pattern`. */
function quoted(text: string, pattern: RegExp): string[] {
  const found = [...text.matchAll(pattern)].flatMap(([match]) => [...match.matchAll(/'([a-z-]+)'/g)])
  return [...new Set(found.map(([, word]) => word ?? ''))]
}

/** The parsers by the subject under which the forms read with them. */
const parsers: Record<string, string[]> = {
  'id-number': ['citizen-id', 'digits'],
  'full-name': ['person-name'],
  'date-of-birth': ['date'],
  phone: ['phone'],
  email: ['email'],
  'social-insurance-number': ['social-insurance-number', 'digits'],
}

/** Every key that a step can answer with, read off the sources: one that is added there is looked for here. */
async function keys(): Promise<string[]> {
  const found: string[] = []
  for (const [subject, modules] of Object.entries(parsers)) {
    for (const module of modules) {
      const text = source(`@motcua/identifiers/${module}.ts`)
      const reasons = quoted(text, /refused\('[a-z-]+'/g)
      assert.ok(reasons.length > 0, `${module} refuses nothing`)
      if (/wrongLength\(/.test(text)) reasons.push('wrong-length')
      if (/'old-prefix'|oldPrefix/.test(text)) reasons.push('old-prefix')
      found.push(...reasons.map(reason => `${subject}.${reason}`))
    }
  }
  const problems = quoted(
    source('@motcua/sign-in/password/policy.ts'),
    /type PasswordProblem =[^\n]*(\n {2}\|[^\n]*)+/g,
  )
  found.push(...problems.map(problem => `new-password.${problem}`))
  const verdicts = quoted(source('@motcua/sign-in/captcha/captcha.ts'), /type CaptchaVerdict = .*/g)
  found.push(...verdicts.filter(verdict => verdict !== 'right').map(verdict => `captcha.${verdict}`))
  const refusals = quoted(source('@motcua/sign-in/otp/sms-otp.ts'), /reason: [^;\n]*;?.*/g)
  found.push(...refusals.filter(word => !['refused', 'wrong-pending'].includes(word)).map(reason => `otp.${reason}`))
  for (const folder of [
    ...['../steps', '../flows', '../methods'].map(name => join(import.meta.dirname, name)),
    shared('captcha/captcha.ts'),
    shared('password/password-guard.ts'),
  ]) {
    for await (const file of glob('**/*.ts', { cwd: folder })) {
      if (file.endsWith('.test.ts')) continue
      const text = readFileSync(`${folder}/${file}`, 'utf8')
      found.push(...[...text.matchAll(/key: '([a-z-]+(?:\.[a-z-]+)?)'/g)].map(([, key]) => key ?? ''))
    }
  }
  found.push(...simFailures.map(kind => `sim.${kind}`))
  return [...new Set(found)]
}

/** Tiles and icons name their texts by `key` too, in their own messages. */
const ofPages = ['sign-in', 'forgotten', 'counter', 'complaint']

describe('what steps say is wrong', () => {
  it('has a message in both languages for every reason that parsers and steps know', async () => {
    const all = (await keys()).filter(key => !ofPages.includes(key))
    assert.ok(all.length > 50, `only ${all.length} found`)
    for (const key of all) {
      for (const language of ['vi', 'en'] as const) assert.ok(known[language][key], `${key} in ${language}`)
    }
  })
})
