import { type ParseArgsConfig, parseArgs } from 'node:util'
import postgres from 'postgres'
import { closePools } from '@/lib/core/database'
import { openDatabase } from './database'
import { readSettings, type Settings } from './settings'

interface Option {
  type: 'string' | 'boolean'
  /** What follows the flag in the help, for example NAME. */
  value?: string
  help: string
}

type Values<O extends Record<string, Option>> = {
  [K in keyof O]?: O[K]['type'] extends 'boolean' ? boolean : string
}

interface Command<O extends Record<string, Option>> {
  name: string
  help: string
  options: O
  run(values: Values<O>): Promise<void>
}

/** The command was called wrongly; the help tells how it is called. */
export class UsageError extends Error {}

/** Parses the flags, shows the help, runs, and turns an error into one line and an exit code (2 for a wrong call). */
export async function command<O extends Record<string, Option>>({
  name,
  help,
  options,
  run,
}: Command<O>) {
  // Environment files and prompts must not be able to turn a failure into success.
  process.exitCode = 1
  try {
    const values = parse(options)
    if (values.help) console.log(helpText(name, help, options))
    // Safe because parseArgs is strict and was given exactly these options.
    else await run(values as Values<O>)
    process.exitCode = 0
  } catch (error) {
    console.error(lineOf(error))
    if (process.env.DEBUG) console.error(error)
    if (error instanceof UsageError) {
      console.error(`npm run ${name} -- --help shows how it is called.`)
      process.exitCode = 2
    }
  }
}

function parse(options: Record<string, Option>) {
  const config: ParseArgsConfig['options'] = { help: { type: 'boolean', short: 'h' } }
  for (const [flag, { type }] of Object.entries(options)) config[flag] = { type }
  try {
    // Node, run.mjs and the name of the command come first.
    return parseArgs({ args: process.argv.slice(3), options: config }).values
  } catch (error) {
    throw new UsageError(error instanceof Error ? (error.message.split('. ')[0] ?? '') : '')
  }
}

function helpText(name: string, help: string, options: Record<string, Option>): string {
  const flags = Object.entries(options).map(([flag, { value, help }]) => [
    `--${flag}${value ? ` ${value}` : ''}`,
    help,
  ])
  const lines = [...flags, ['--help', 'shows this']].map(
    ([flag, text]) => `  ${flag?.padEnd(20)} ${text}`,
  )
  return `npm run ${name} -- [flags]\n\n${help}\n\n${lines.join('\n')}`
}

function lineOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  return error.message.split('\n')[0] || error.name
}

/** Whether somebody is there to be asked. */
export const isInteractive = () => Boolean(process.stdin.isTTY && process.stdout.isTTY)

/** Runs with the configured database open: the one that a server runs, or one that ends afterwards. */
export async function withDatabase(
  mode: 'own' | 'visit',
  use: (url: string, settings: Settings) => Promise<void>,
) {
  const settings = readSettings()
  const database = await openDatabase(settings, mode)
  try {
    await use(database.url, settings)
  } finally {
    await closePools()
    await database.stop()
  }
}

/** Throws one line when the database has no tables yet. */
export async function assertMigrated(url: string) {
  const sql = postgres(url, { max: 1, onnotice: () => {} })
  try {
    const [row] = await sql<
      { found: string | null }[]
    >`select to_regclass('public.companies')::text as found`
    if (!row?.found) throw new Error('The database has no tables yet. Run npm run migrate first.')
  } finally {
    await sql.end({ timeout: 1 })
  }
}
