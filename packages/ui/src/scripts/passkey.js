// Passkeys (WebAuthn Level 3): the form's button asks the device, and its answer goes with the form.

const place = document.querySelector('[data-passkey]')
const form = place.closest('form')
const button = form.querySelector('.button.primary')
const words = button.querySelector('span')
const { passkey: task, waiting, atOnce } = place.dataset
const supported = 'PublicKeyCredential' in window
const answer = form.elements.passkey
const options = task === 'support' ? {} : JSON.parse(place.dataset.options)
const opened = Date.now()
const label = words.textContent

function tell(trouble) {
  for (const each of place.querySelectorAll('[data-trouble]')) each.hidden = each.dataset.trouble !== trouble
}

function rest(resting) {
  button.disabled = resting
  words.textContent = resting ? waiting : label
}

// Browsers have this built in only since 2024, and extensions that keep passkeys break what is built in.
const bytes = text => Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), sign => sign.charCodeAt(0))
const text = buffer =>
  buffer &&
  btoa(String.fromCharCode(...new Uint8Array(buffer)))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '')

function asked() {
  const { challenge, user, allowCredentials: allowed = [], excludeCredentials: excluded = [] } = options
  const known = list => list.map(each => ({ ...each, id: bytes(each.id) }))
  return {
    ...options,
    challenge: bytes(challenge),
    timeout: left(),
    ...(task === 'create'
      ? { user: { ...user, id: bytes(user.id) }, excludeCredentials: known(excluded) }
      : { allowCredentials: known(allowed) }),
  }
}

function answered({ id, rawId, type, response }) {
  const said =
    task === 'create'
      ? { attestationObject: text(response.attestationObject), transports: response.getTransports?.() ?? [] }
      : {
          authenticatorData: text(response.authenticatorData),
          signature: text(response.signature),
          userHandle: text(response.userHandle),
        }
  return { id, rawId: text(rawId), type, response: { clientDataJSON: text(response.clientDataJSON), ...said } }
}

const left = () => opened + options.timeout - Date.now()

// For a person's privacy browsers tell by one name what they did not do; how long it took tells some of it apart.
function troubleOf({ name }, took) {
  if (name === 'InvalidStateError' && task === 'create') return 'registered-already'
  if (name === 'SecurityError') return 'wrong-address'
  if (name !== 'NotAllowedError' && name !== 'AbortError') return 'unable'
  if (left() < 1_000) return 'timed-out'
  return task === 'get' && took < 500 ? 'none-here' : 'cancelled'
}

async function ask({ quietly }) {
  // What is asked for holds five minutes: after that the page is fetched anew, and begins by itself.
  if (left() < 10_000) return again()
  const began = Date.now()
  tell()
  rest(true)
  try {
    const publicKey = asked()
    const credential = await navigator.credentials[task]({ publicKey })
    answer.value = JSON.stringify(answered(credential))
    form.submit()
  } catch (error) {
    rest(false)
    const trouble = troubleOf(error, Date.now() - began)
    // Some browsers ask only after a press: then the button is there for it, and nothing went wrong.
    if (quietly && trouble === 'none-here') return
    tell(trouble)
    if (!quietly) button.focus()
  }
}

function again() {
  const field = Object.assign(document.createElement('input'), { type: 'hidden', name: 'action', value: 'again' })
  form.append(field)
  form.submit()
}

if (!supported) {
  tell('unsupported')
  button.disabled = true
} else if (task !== 'support') {
  form.addEventListener('submit', event => {
    event.preventDefault()
    ask({ quietly: false })
  })
  addEventListener('pageshow', ({ persisted }) => {
    if (!persisted) return
    answer.value = ''
    rest(false)
  })
  const [{ type } = {}] = performance.getEntriesByType('navigation')
  if (atOnce !== undefined && type === 'navigate') ask({ quietly: true })
}
