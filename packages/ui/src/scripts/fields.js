// Comforts of single fields; the server checks the same again.

const rules = {
  length: text => [...text].length >= 8,
  lower: text => /\p{Ll}/u.test(text),
  upper: text => /\p{Lu}/u.test(text),
  digit: text => /\p{Nd}/u.test(text),
  special: text => /[^\p{L}\p{M}\p{Nd}]/u.test(text),
  name: (text, names) => text !== '' && !names.some(name => holds(bare(text), bare(name).trim())),
}

function bare(text) {
  return text.toLowerCase().normalize('NFD').replace(/\p{M}/gu, '').replaceAll('đ', 'd')
}

/** A name, or of an e-mail address also the part before the @; shorter ones turn up by chance. */
function holds(text, name) {
  const parts = [name, name.split('@')[0]].filter(part => [...part].length >= 4)
  return (name !== '' && text === name) || parts.some(part => text.includes(part))
}

for (const input of document.querySelectorAll('.password input')) {
  const reveal = input.parentElement.querySelector('.reveal')
  const show = open => {
    input.type = open ? 'text' : 'password'
    reveal.setAttribute('aria-pressed', String(open))
  }
  reveal.hidden = false
  reveal.addEventListener('click', () => show(input.type === 'password'))
  // Otherwise browsers would remember the password as a typed word.
  input.form?.addEventListener('submit', () => show(false))
  const list = document.getElementById(input.dataset.rules ?? '')
  if (!list) continue
  const typedName = input.form?.querySelector('[autocomplete=username]')
  const tick = () => {
    const names = [input.dataset.loginName ?? '', typedName?.value ?? ''].map(name => name.normalize('NFKC'))
    for (const line of list.querySelectorAll('[data-rule]')) {
      const met = rules[line.dataset.rule](input.value.normalize('NFKC'), names)
      line.classList.toggle('met', met)
      line.querySelector('.unseen').hidden = !met
    }
  }
  input.addEventListener('input', tick)
  typedName?.addEventListener('input', tick)
  tick()
}

for (const boxes of document.querySelectorAll('.boxes')) {
  const input = boxes.querySelector('input')
  const draw = () => {
    const digits = input.value.replace(/\D/g, '').slice(0, 6)
    if (digits !== input.value) input.value = digits
    boxes.style.setProperty('--at', String(Math.min(digits.length, 5)))
    input.scrollLeft = 0
  }
  boxes.classList.add('live')
  input.addEventListener('input', draw)
  draw()
}

for (const captcha of document.querySelectorAll('.captcha')) {
  const again = captcha.querySelector('[name=captcha_refresh]')
  const sound = captcha.querySelector('[data-sound]')
  const answer = captcha.querySelector('[name=captcha]')
  sound?.addEventListener('click', event => {
    event.preventDefault()
    new Audio(sound.href).play().catch(() => window.open(sound.href))
    answer.focus()
  })
  const refresh = async event => {
    if (!captcha.dataset.fresh) return
    event.preventDefault()
    try {
      const reply = await fetch(captcha.dataset.fresh, { headers: { accept: 'application/json' } })
      if (!reply.ok) throw new Error(String(reply.status))
      const fresh = await reply.json()
      captcha.querySelector('[name=captchaId]').value = fresh.captchaId
      captcha.querySelector('img').src = fresh.picture
      if (sound && fresh.sound) sound.href = fresh.sound
      answer.value = ''
      answer.focus()
    } catch {
      // The way without scripts.
      again.removeEventListener('click', refresh)
      again.click()
    }
  }
  again.addEventListener('click', refresh)
}

for (const chain of document.querySelectorAll('[data-chained]')) {
  const selects = [...chain.querySelectorAll('select')]
  const asks = select => select.dataset.source && select.dataset.chain
  const button = chain.querySelector('[name=choose]')
  if (button && selects.slice(0, -1).every(asks)) button.hidden = true
  for (const select of selects.filter(asks)) select.addEventListener('change', () => refill(select, button))
}

// "Choose the one above first" is no longer true once there is something to choose from.
function hintOf(select, hidden) {
  const hint = document.getElementById(`${select.id}-hint`)
  if (hint) hint.hidden = hidden
}

async function refill(select, button) {
  const asked = select.value
  const next = document.getElementById(select.dataset.chain)
  for (let below = next; below; below = document.getElementById(below.dataset.chain ?? '')) {
    below.length = 1
    hintOf(below, false)
  }
  if (!next || asked === '') return
  try {
    const reply = await fetch(select.dataset.source + encodeURIComponent(asked), {
      headers: { accept: 'application/json' },
    })
    if (!reply.ok) throw new Error(String(reply.status))
    const options = await reply.json()
    // Whoever chose again meanwhile gets the later answer.
    if (select.value !== asked) return
    next.append(...options.map(({ value, label }) => new Option(label, value)))
    hintOf(next, options.length > 0)
  } catch {
    if (button) button.hidden = false
  }
}
