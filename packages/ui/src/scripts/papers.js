// Comforts of pages on which papers are handed in or given out; the server checks the same again.

for (const line of document.querySelectorAll('[data-count-of]')) {
  const area = document.getElementById(line.dataset.countOf)
  const [seen, heard] = line.children
  const most = Number(line.dataset.most)
  let pause
  const count = () => {
    const length = [...area.value.trim()].length
    const words = line.dataset.words.replace('#', length)
    seen.textContent = words
    line.classList.toggle('over', length > most)
    // Said once one rests, and only where it begins to matter.
    clearTimeout(pause)
    if (length > most * 0.9) pause = setTimeout(() => (heard.textContent = words), 1000)
  }
  line.hidden = false
  area.addEventListener('input', count)
  count()
}

for (const input of document.querySelectorAll('input[type=file][data-most]')) {
  const line = document.querySelector(`[data-refused-of="${input.id}"]`)
  input.addEventListener('change', () => {
    const large = [...input.files].filter(file => file.size > Number(input.dataset.most))
    const names = large.map(file => file.name).join(', ')
    line.lastElementChild.textContent = input.dataset.tooLarge.replace('#', () => names)
    line.hidden = large.length === 0
    if (large.length > 0) input.value = ''
  })
}

for (const button of document.querySelectorAll('[data-print]')) {
  button.hidden = false
  button.addEventListener('click', () => print())
}
