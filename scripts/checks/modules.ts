import { globSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { type ImportDeclaration, type ModuleItem, parseSync } from '@swc/core'

export type Import = {
  /** A path of ours from the root of the project, or the name of what is imported from elsewhere. */
  to: string
  kind: 'value' | 'type'
}

/** A source file as the rules see it. */
export type SourceFile = { path: string; text: string; imports: Import[] }

const CODE = ['packages/*/src/**/*.ts', 'apps/*/src/**/*.ts', 'scripts/**/*.ts', 'tests/**/*.ts', 'bench/**/*.ts']

/** Every source file of the project, with its imports. @throws where a file cannot be parsed. */
export function readSources(): SourceFile[] {
  return globSync(CODE, { exclude: ['**/node_modules/**'] })
    .sort()
    .map(path => parseSource(path, readFileSync(path, 'utf8')))
}

export function parseSource(path: string, text: string): SourceFile {
  const { body } = parseSync(text, { syntax: 'typescript', target: 'es2024' })
  const declared = body.flatMap(item => importOf(path, item))
  const dynamic = [...text.matchAll(/\bimport\('([^']+)'\)/g)].map(([, name = '']) => value(path, name))
  return { path, text, imports: [...declared, ...dynamic] }
}

function importOf(path: string, item: ModuleItem): Import[] {
  switch (item.type) {
    case 'ImportDeclaration':
      return [{ to: resolved(path, item.source.value), kind: isOnlyTypes(item) ? 'type' : 'value' }]
    case 'ExportNamedDeclaration':
    case 'ExportAllDeclaration':
      return 'source' in item && item.source ? [value(path, item.source.value)] : []
    default:
      return []
  }
}

const value = (path: string, name: string): Import => ({ to: resolved(path, name), kind: 'value' })

function isOnlyTypes(item: ImportDeclaration): boolean {
  if (item.typeOnly) return true
  const named = item.specifiers
  return named.length > 0 && named.every(each => each.type === 'ImportSpecifier' && each.isTypeOnly)
}

/** `@motcua/kit/db.ts` lies at `packages/kit/src/db.ts`, as each package's `exports` says. */
function resolved(from: string, name: string): string {
  if (name.startsWith('.')) return join(dirname(from), name)
  const ours = /^@motcua\/([\w-]+)\/(.+)$/.exec(name)
  return ours ? `packages/${ours[1]}/src/${ours[2]}` : name
}

export const isTest = (path: string): boolean => /(^tests\/|\.test\.ts$|(^|\/)(test|trial)-[\w-]+\.ts$)/.test(path)
