import assert from 'node:assert/strict'
import { test } from 'node:test'
import { messageProblems } from '@motcua/ui/words.ts'
import { messages as home } from './home/messages.ts'
import { messages as linking } from './linking/messages.ts'
import { messages as myAccount } from './my-account/messages.ts'
import { messages as reception } from './reception/messages.ts'
import { messages as session } from './session/messages.ts'
import { messages as signIn } from './sign-in/messages.ts'

test('the words of the portal agree in both languages', () => {
  for (const messages of [home, linking, myAccount, reception, session, signIn]) {
    assert.deepEqual(messageProblems<string>(messages), [])
  }
})
