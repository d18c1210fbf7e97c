import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import type { Visit } from './visit.ts'

const FOLDER = join(import.meta.dirname, '../../docs/guide')

/** `MOTCUA_GUIDE=write npm test -- tests/browser/guide` makes the guide anew; otherwise it is only compared. */
const WRITES = process.env.MOTCUA_GUIDE === 'write'

export type Chapter = { file: string; title: string; lead: string }

/** Takes the picture of what is on the screen, or in another window of the person's, with what one does there. */
export type Show = (caption: string, window?: Page) => Promise<void>

/**
 * A chapter of the picture guide, told by the very journey that tests it: what the guide says that one sees and does was
 * seen and done. Fails when the chapter in docs/guide/ tells another story.
 */
export async function chapter(at: Visit, told: Chapter, journey: (show: Show) => Promise<void>) {
  const { file } = told
  const steps: Step[] = []
  await journey(async (caption, window) => {
    const number = steps.push({ caption, width: widthOf(window ?? at.page) })
    if (!window) await at.look(`guide-${file}-${number}`)
    if (WRITES) await picture(window ?? at.page, pictureOf(file, number))
    else assert.ok(existsSync(join(FOLDER, pictureOf(file, number))), `no picture of step ${number}`)
  })
  const text = chapterText(told, steps)
  const path = join(FOLDER, `${file}.md`)
  if (WRITES) await writeFile(path, text)
  else assert.equal(text, await readFile(path, 'utf8').catch(() => ''), `docs/guide/${file}.md is out of date`)
  assert.match(await readFile(join(FOLDER, 'README.md'), 'utf8'), new RegExp(`\\(${file}\\.md\\)`))
}

type Step = { caption: string; width: number }

/** In the text, in CSS pixels: a desktop's page has to be wider than a phone's to be read. */
function widthOf(page: Page): number {
  return (page.viewportSize()?.width ?? 0) > 1000 ? 640 : 300
}

function pictureOf(file: string, step: number): string {
  return `pictures/${file}-${step}.png`
}

/** The top of the page as its window shows it: what is to be done stands there. */
async function picture(page: Page, name: string): Promise<void> {
  await mkdir(join(FOLDER, 'pictures'), { recursive: true })
  await page.evaluate('window.scrollTo(0, 0)')
  await page.screenshot({ path: join(FOLDER, name), animations: 'disabled' })
}

function chapterText({ file, title, lead }: Chapter, steps: Step[]): string {
  const told = steps.map(({ caption, width }, index) => {
    return `${index + 1}. ${caption}\n\n   <img src="${pictureOf(file, index + 1)}" width="${width}" alt="Bước ${index + 1}: ${altOf(caption)}">`
  })
  return `# ${title}\n\n${lead}\n\n${told.join('\n\n')}\n`
}

function altOf(caption: string): string {
  return caption.replace(/[*"<>]/g, '')
}
