import type { Html } from '@motcua/ui/html.ts'
import { passkeyDialog } from '@motcua/ui/passkey.ts'
import { type Language, plain, sayIn } from '@motcua/ui/words.ts'
import type { Site } from '../../site.ts'
import { messages } from './messages.ts'

/** Tells at once where this browser cannot do it. */
export function supportDialog(language: Language): Html {
  const say = sayIn(language, messages)
  const troubles = { unsupported: say('passkey.unsupported') }
  return passkeyDialog(language, { of: 'support' }, { withoutScripts: say('passkey.needs-scripts'), troubles })
}

export type Asking = {
  of: 'get' | 'create'
  site: Site
  options: { timeout: number }
  begins: 'at-once' | 'on-press'
}

/** Asks the device, and says what its troubles mean. */
export function askingDialog(language: Language, { of, site, options, begins }: Asking): Html {
  const say = sayIn(language, messages)
  const waiting = plain(language, messages)('passkey.waiting')
  return passkeyDialog(
    language,
    { of, options, begins, waiting },
    {
      withoutScripts: say('passkey.needs-scripts'),
      troubles: {
        unsupported: say('passkey.unsupported'),
        'wrong-address': say('passkey.wrong-address', { address: site.origin }),
        cancelled: say(`passkey.cancelled-${of}`),
        'timed-out': say('passkey.timed-out'),
        'none-here': say('passkey.none-here'),
        'registered-already': say('passkey.registered-already'),
        unable: say('passkey.unable'),
      },
    },
  )
}
