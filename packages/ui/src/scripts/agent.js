// The signing agent (docs/signing-agent.md): its own page in a window, spoken to by postMessage with exact origins.

const place = document.querySelector('[data-agent]')
const form = place.closest('form')
const button = form.querySelector('.button.primary')
const label = button.querySelector('span')
const progress = place.querySelector('[data-progress]')
const troubles = [...place.querySelectorAll('[data-trouble]')]
const portField = place.querySelector('#agent-port')
const { calling, waiting, resting } = place.dataset
const asked = JSON.parse(place.dataset.agent)
const answer = form.elements.token
const before = label.textContent
const opened = Date.now()
// ms: with less the nonce would end while the person types, so the page is fetched anew.
const LEAST_LEFT = 10_000
const KEPT_PORT = 'motcua-agent-port'
const TOKEN_PARTS = ['unverifiedCertificate', 'algorithm', 'signature', 'format']

// The exchange that is open; one at a time.
let current

const originOf = port => `http://127.0.0.1:${port}`
const left = () => opened + asked.timeout - Date.now()

// A tab may be forbidden to keep anything.
function keep(port) {
  try {
    sessionStorage.setItem(KEPT_PORT, port)
  } catch {}
}
function keptPort() {
  try {
    return sessionStorage.getItem(KEPT_PORT) ?? ''
  } catch {
    return ''
  }
}

function tell(trouble) {
  for (const each of troubles) each.hidden = each.dataset.trouble !== trouble
  progress.hidden = true
}

function show(words) {
  tell()
  progress.hidden = false
  progress.querySelector('[data-told]').textContent = words
}

function rest(isResting) {
  button.disabled = isResting
  label.textContent = isResting ? resting : before
}

function portsToTry() {
  const typed = portField.value.trim()
  const port = Number(typed)
  if (typed !== '' && !(/^\d+$/.test(typed) && port >= 1024 && port <= 65535)) return undefined
  keep(typed)
  return typed === '' ? asked.ports : [...new Set([port, ...asked.ports])]
}

function begin() {
  if (current) return
  if (left() < LEAST_LEFT) return again()
  const ports = portsToTry()
  if (!ports) return tell('wrong-port')
  const [x, y] = [screenX + outerWidth / 2 - 240, screenY + outerHeight / 2 - 340].map(Math.round)
  const size = `popup,width=480,height=680,left=${x},top=${y}`
  const popup = open(originOf(ports[0]) + asked.path, 'motcua-agent', size)
  if (!popup) return tell('blocked')
  current = { popup, ports, at: 0, exchange: crypto.randomUUID(), step: 'calling', began: Date.now(), gone: 0 }
  rest(true)
  show(calling)
  current.timer = setInterval(watch, 100)
}

function end(trouble) {
  if (!current) return
  clearInterval(current.timer)
  current.popup.close()
  current = undefined
  rest(false)
  tell(trouble)
  if (trouble) button.focus()
}

function watch() {
  const { popup, step } = current
  // What an agent says last may arrive after its window is gone.
  current.gone = popup.closed ? current.gone + 1 : 0
  if (current.gone > 5) return end('cancelled')
  if (step === 'calling') call()
  else if (left() < 0) end('timed-out')
}

// A port where nobody listens answers nothing: each has its part of the time.
function call() {
  const { popup, ports, began } = current
  const turn = Math.floor((Date.now() - began) / (asked.answersWithin / (ports.length + 0.2)))
  if (turn >= ports.length) return end('absent')
  if (turn > current.at) {
    current.at = turn
    popup.location.replace(originOf(ports[turn]) + asked.path)
  } else if (isElsewhere(popup)) {
    say({ type: 'hello' })
  }
}

// Until its page is there the window is empty and ours, and could not be spoken to.
function isElsewhere({ location }) {
  try {
    return location.href === undefined
  } catch {
    return true
  }
}

function say(message) {
  const { popup, ports, at, exchange } = current
  popup.postMessage({ protocol: asked.name, exchange, ...message }, originOf(ports[at]))
}

function heard({ source, origin, data }) {
  if (!current || source !== current.popup || origin !== originOf(current.ports[current.at])) return
  if (data?.protocol !== asked.name || data.exchange !== current.exchange) return
  if (current.step === 'calling' && data.type === 'ready') ready(data)
  else if (current.step === 'asked' && data.type === 'authenticated') authenticated(data)
  else if (current.step === 'asked' && data.type === 'failed') failed(data)
}

function ready({ version }) {
  if (!/^\d{1,4}(\.\d{1,4}){2}$/.test(version)) return
  if (isOlder(version, asked.leastVersion)) return end('outdated')
  current.step = 'asked'
  show(waiting)
  const { nonce, purpose, language } = asked
  say({ type: 'authenticate', nonce, purpose, language })
}

function isOlder(version, least) {
  const [a, b] = [version, least].map(text => text.split('.').map(Number))
  const at = a.findIndex((part, index) => part !== b[index])
  return at >= 0 && a[at] < b[at]
}

function authenticated({ token }) {
  const text = JSON.stringify(token)
  const isToken = token && TOKEN_PARTS.every(part => typeof token[part] === 'string')
  if (!isToken || text.length > asked.longestToken) return
  clearInterval(current.timer)
  current.popup.close()
  current.step = 'sent'
  answer.value = text
  form.submit()
}

function failed({ reason }) {
  if (troubles.some(each => each.dataset.trouble === reason)) end(reason)
}

function again() {
  form.append(Object.assign(document.createElement('input'), { type: 'hidden', name: 'action', value: 'again' }))
  form.submit()
}

function systemHere() {
  const named = navigator.userAgentData?.platform || navigator.userAgent
  if (/android|iphone|ipad/i.test(navigator.userAgent)) return 'phone'
  // iPads call themselves Macs, which have no touch screen.
  if (/mac/i.test(named)) return navigator.maxTouchPoints > 1 ? 'phone' : 'macos'
  return /win/i.test(named) ? 'windows' : 'linux'
}

const system = systemHere()
for (const link of place.querySelectorAll('[data-system]')) link.hidden = link.dataset.system !== system
portField.value = keptPort()
if (system === 'phone') {
  tell('needs-computer')
  button.disabled = true
} else {
  place.querySelector('[data-other-port]').hidden = false
}
form.addEventListener('submit', event => {
  // Ways out beside the main button need no agent.
  if (event.submitter?.name) return
  event.preventDefault()
  begin()
})
addEventListener('message', heard)
setTimeout(() => current || system === 'phone' || tell('timed-out'), asked.timeout - LEAST_LEFT)
for (const each of place.querySelectorAll('[data-again]')) each.addEventListener('click', begin)
place.querySelector('[data-cancel]').addEventListener('click', () => end('cancelled'))
// Nobody is asked for a page that is left.
addEventListener('pagehide', () => current?.popup.close())
addEventListener('pageshow', ({ persisted }) => {
  if (!persisted) return
  answer.value = ''
  current = undefined
  rest(false)
  tell()
})
