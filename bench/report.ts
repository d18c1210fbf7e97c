import { writeFileSync } from 'node:fs'
import { cpus, loadavg, totalmem, type } from 'node:os'
import { join } from 'node:path'

/** One line of the report. `goal` is what the project set itself, in the same words. */
export type Row = { what: string; measured: string; goal?: string }

export type Section = { title: string; about: string; rows: Row[] }

/** What else the machine was doing: read it when the measuring begins. */
export function loadNow(): string {
  return (loadavg()[0] ?? 0).toFixed(1)
}

export type Circumstances = { postgres: string; date: Date; load: string }

/** Prints the sections and keeps them in `bench/report.md`. */
export function publish(sections: Section[], { postgres, date, load }: Circumstances): void {
  const machine = [
    `${cpus().length} cores (${cpus()[0]?.model.trim() ?? 'unknown'})`,
    `${(totalmem() / 2 ** 30).toFixed(0)} GiB`,
    ...[type(), `Node ${process.versions.node}`, `PostgreSQL ${postgres}`],
  ].join(', ')
  const head =
    `# Measurements\n\n${date.toISOString().slice(0, 10)}; ${machine}. Made by \`npm run bench\`, while other work ` +
    `had the machine at a load of ${load}, which makes times by the clock longer. No test asserts any of this.\n`
  const text = [head, ...sections.map(markdown)].join('\n')
  console.log(`\n${text}`)
  writeFileSync(join(import.meta.dirname, 'report.md'), text)
}

function markdown({ title, about, rows }: Section): string {
  const lines = rows.map(({ what, measured, goal = '' }) => `| ${what} | ${measured} | ${goal} |`)
  return `## ${title}\n\n${about}\n\n| | measured | goal |\n|---|---:|---:|\n${lines.join('\n')}\n`
}
