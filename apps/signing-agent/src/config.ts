import { accessSync, constants } from 'node:fs'
import { homedir } from 'node:os'
import { delimiter, join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import type { Language } from '@motcua/ui/words.ts'
import { findModules } from './token/module-paths.ts'

export type AgentConfig = {
  command: Command
  /** Undefined: the first free of AGENT_PORTS. */
  port: number | undefined
  /** PKCS#11 libraries and PKCS#12 files. */
  modules: string[]
  files: string[]
  /** Where the sites that may ask are remembered. */
  dataFolder: string
  offersExpired: boolean
  /** Whether a command prints JSON. */
  output: 'text' | 'json'
  /** Of what is printed; pages speak the site's. */
  language: Language
}

export type Command =
  | { kind: 'serve' | 'status' | 'list-certificates' | 'sites' | 'help' }
  | { kind: 'forget-site'; origin: string }
  /** Not for people: the process that holds a PKCS#11 library. */
  | { kind: 'hold-library'; path: string }

export type ConfigProblem = { problem: 'option' | 'port' | 'no-file' | 'no-module' | 'command'; what: string }
export type ReadConfig =
  | { kind: 'read'; config: AgentConfig }
  | ({ kind: 'refused'; language: Language } & ConfigProblem)

export type Surroundings = {
  variables: Record<string, string | undefined>
  platform: NodeJS.Platform
  home: string
}

const options = {
  p12: { type: 'string', multiple: true, default: [] as string[] },
  module: { type: 'string', multiple: true, default: [] as string[] },
  port: { type: 'string' },
  data: { type: 'string' },
  json: { type: 'boolean', default: false },
  'allow-expired': { type: 'boolean', default: false },
  help: { type: 'boolean', short: 'h', default: false },
} as const

/** The configuration from the command line and the environment; what is wrong with it is told, the first of it. */
export function readConfig(
  args: string[],
  surroundings: Surroundings = { variables: process.env, platform: process.platform, home: homedir() },
): ReadConfig {
  const { variables } = surroundings
  const language = /^en/i.test(variables.LC_ALL ?? variables.LANG ?? '') ? 'en' : 'vi'
  const refused = (problem: ConfigProblem['problem'], what: string): ReadConfig => ({
    ...{ kind: 'refused', language, problem, what },
  })
  const parsed = parsedArgs(args)
  if (typeof parsed === 'string') return refused('option', parsed)
  const { values, positionals } = parsed
  const command = values.help ? { kind: 'help' as const } : commandOf(positionals)
  if (!command) return refused('command', positionals.join(' '))
  const port = values.port ?? variables.MOTCUA_AGENT_PORT
  if (port !== undefined && !isPort(port)) return refused('port', port)
  const files = [...values.p12, ...listed(variables.MOTCUA_AGENT_P12)].map(path => resolve(path))
  const named = [...values.module, ...listed(variables.MOTCUA_AGENT_MODULES)].map(path => resolve(path))
  const missing = files.find(path => !isReadable(path))
  if (missing !== undefined) return refused('no-file', missing)
  const absent = named.find(path => !isReadable(path))
  if (absent !== undefined) return refused('no-module', absent)
  return {
    kind: 'read',
    config: {
      ...{ command, language, port: port === undefined ? undefined : Number(port), files: [...new Set(files)] },
      modules: [...new Set([...named, ...found(command, surroundings)])],
      dataFolder: resolve(values.data ?? variables.MOTCUA_AGENT_DATA ?? dataFolderOf(surroundings)),
      ...{ offersExpired: values['allow-expired'], output: values.json ? 'json' : 'text' },
    },
  }
}

function parsedArgs(args: string[]) {
  try {
    return parseArgs({ args, options, allowPositionals: true })
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}

function commandOf(words: string[]): Command | undefined {
  const [first = 'serve', second, third, ...more] = words
  if (more.length > 0) return undefined
  if (first === 'hold-library' && second !== undefined) return { kind: 'hold-library', path: second }
  if (first === 'sites' && second === 'forget' && third !== undefined) return { kind: 'forget-site', origin: third }
  if (second !== undefined) return undefined
  return first === 'serve' ||
    first === 'status' ||
    first === 'list-certificates' ||
    first === 'sites' ||
    first === 'help'
    ? { kind: first }
    : undefined
}

const isPort = (text: string) => /^\d{1,5}$/.test(text) && Number(text) >= 1 && Number(text) <= 65_535
const listed = (text: string | undefined) => (text ?? '').split(delimiter).filter(path => path !== '')

function isReadable(path: string): boolean {
  try {
    accessSync(path, constants.R_OK)
    return true
  } catch {
    return false
  }
}

function found(command: Command, { variables, platform, home }: Surroundings): string[] {
  if (command.kind === 'hold-library') return []
  const programs = [variables.ProgramFiles, variables['ProgramFiles(x86)']].flatMap(path => path ?? [])
  return findModules({ platform, home, windows: variables.SystemRoot ?? 'C:\\Windows', programs })
}

/** Where programs keep what is theirs: XDG Base Directory, AppData, Library. */
function dataFolderOf({ variables, platform, home }: Surroundings): string {
  const name = 'motcua-agent'
  if (platform === 'win32') return join(variables.APPDATA ?? join(home, 'AppData', 'Roaming'), name)
  if (platform === 'darwin') return join(home, 'Library', 'Application Support', name)
  return join(variables.XDG_DATA_HOME || join(home, '.local', 'share'), name)
}
