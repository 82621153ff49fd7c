import { spawn, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A PostgreSQL server of its own on a free port of this machine, gone with all its data when stopped. */
export interface TemporaryPostgres {
  /** postgresql://…, for a user who may create roles but is no superuser, as in a real installation. */
  url: string
  /** A fresh empty database on the same server; returns its address. */
  newDatabase(): Promise<string>
  /** Ends the server as a power cut would: no checkpoint, no goodbye. `start` brings it back. */
  crash(): Promise<void>
  start(): Promise<void>
  stop(): Promise<void>
}

/** Folder of PostgreSQL's programs: PALERMO_POSTGRES_BIN, or the newest of the system's packages; undefined when there is none. */
export function findPostgresPrograms(): string | undefined {
  const told = process.env.PALERMO_POSTGRES_BIN
  if (told) return told
  const packages = '/usr/lib/postgresql'
  const versions = existsSync(packages) ? readdirSync(packages).filter(v => Number(v) >= 15) : []
  const newest = versions.sort((a, b) => Number(b) - Number(a))[0]
  if (newest) return join(packages, newest, 'bin')
  const asked = spawnSync('pg_config', ['--bindir'], { encoding: 'utf8' })
  return asked.status === 0 ? asked.stdout.trim() : undefined
}

/**
 * Starts a temporary server. Root starts it as the user postgres, since PostgreSQL refuses root.
 * @param options.durable waits for the disk at every commit, as in a real installation; tests need not
 * @throws Error in one sentence when PostgreSQL is not installed or does not start
 */
export async function startPostgres(options: { durable?: boolean } = {}): Promise<TemporaryPostgres> {
  const programs = findPostgresPrograms()
  if (!programs)
    throw new Error(
      'These tests need PostgreSQL 15 or later: install the package “postgresql”, or set PALERMO_POSTGRES_BIN to the folder of its programs.',
    )
  const folder = mkdtempSync(join(tmpdir(), 'palermo-postgres-'))
  const data = join(folder, 'data')
  mkdirSync(data, { mode: 0o700 })
  const asRoot = process.getuid?.() === 0
  if (asRoot) spawnSync('chown', ['-R', 'postgres', folder])
  const run = (program: string, ...args: string[]) => {
    const command = join(programs, program)
    return asRoot ? execute('runuser', ['-u', 'postgres', '--', command, ...args]) : execute(command, args)
  }
  const port = await freePort()
  const settings = [
    `-p ${port}`,
    `-k ${folder}`,
    '-c listen_addresses=127.0.0.1',
    '-c shared_buffers=256MB',
    '-c max_wal_size=2GB',
    ...(options.durable ? [] : ['-c fsync=off', '-c synchronous_commit=off', '-c full_page_writes=off']),
  ].join(' ')
  const start = () =>
    run('pg_ctl', '-D', data, '-l', join(folder, 'log'), '-w', '-t', '60', '-o', settings, 'start')
  const statement = (text: string) =>
    run('psql', '-h', folder, '-p', String(port), '-U', 'postgres', '-d', 'postgres', '-qc', text)
  let databases = 0
  const newDatabase = async () => {
    const name = `palermo_${++databases}`
    await statement(`create database ${name} owner palermo`)
    return `postgresql://palermo@127.0.0.1:${port}/${name}`
  }
  const stop = async () => {
    await run('pg_ctl', '-D', data, '-m', 'immediate', '-w', 'stop').catch(() => {})
    rmSync(folder, { recursive: true, force: true })
  }
  try {
    await run('initdb', '-D', data, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--locale=C.UTF-8', '-N')
    await start()
    await statement('create role palermo login createrole createdb')
    return {
      url: await newDatabase(),
      newDatabase,
      crash: () => run('pg_ctl', '-D', data, '-m', 'immediate', '-w', 'stop'),
      start,
      stop,
    }
  } catch (error) {
    await stop()
    throw error
  }
}

function execute(command: string, args: string[]): Promise<void> {
  return new Promise((resolve, reject) => {
    // Inherited pipes would stay open for as long as the server runs.
    const child = spawn(command, args, { stdio: ['ignore', 'ignore', 'ignore'] })
    child.on('error', reject)
    child.on('exit', status =>
      status === 0 ? resolve() : reject(new Error(`${command} ${args[0]} ended with ${status}.`)),
    )
  })
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.on('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number }
      server.close(() => resolve(port))
    })
  })
}
