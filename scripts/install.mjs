// Installs what is missing. Plain JavaScript: it runs on the machine's own Node (20 or later), before Palermo's Node 24 is there.

import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const root = join(import.meta.dirname, '..')
process.chdir(root)

const stamp = 'node_modules/.palermo-installed'
const wanted = createHash('sha256')
  .update(readFileSync('package-lock.json'))
  .update(`${process.platform} ${process.arch}`)
  .digest('hex')
const node24 = join(root, 'node_modules', '.bin', process.platform === 'win32' ? 'node.cmd' : 'node')

if (!existsSync(stamp) || readFileSync(stamp, 'utf8') !== wanted) {
  console.log('Installing the packages that Palermo needs …')
  // Not “npm ci”: it refuses a lock file that lacks the binaries of other platforms, which a mirror may not carry. With
  // --no-save the versions of the lock file are installed and the file stays as it is.
  run('npm', ['install', '--no-save', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error'])
  writeFileSync(stamp, wanted)
}
if (!runsNode24()) {
  run('npm', ['rebuild', 'node', '--loglevel=error'])
  if (!runsNode24())
    stop(
      'Node 24 could not be installed as the npm package “node”. Run “npm rebuild node” and read what it says, or put Node 24 on PATH.',
    )
}
if (process.argv.includes('--tests')) installForTests()

function runsNode24() {
  const { status, stdout } = spawnSync(node24, ['--version'], { encoding: 'utf8' })
  return status === 0 && Number(stdout.slice(1).split('.')[0]) >= 24
}

/** The tests need a browser and a PostgreSQL server of 15 or later, from the system's packages. */
function installForTests() {
  const missing = [
    ...(['/usr/bin/chromium', '/usr/bin/chromium-browser', process.env.PALERMO_CHROMIUM ?? ''].some(
      p => p && existsSync(p),
    )
      ? []
      : ['chromium']),
    ...(hasPostgres() ? [] : ['postgresql']),
  ]
  if (missing.length === 0) return
  const debian = existsSync('/usr/bin/apt-get')
  if (debian && process.getuid?.() === 0) {
    console.log(`Installing ${missing.join(' and ')} from the system's packages …`)
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
    run('apt-get', ['-qq', 'update'], env)
    run('apt-get', ['-qq', '-y', '--no-install-recommends', 'install', ...missing], env)
    return
  }
  stop(
    `The tests need ${missing.join(' and ')}. ${debian ? `Run: sudo apt-get install ${missing.join(' ')}` : 'Install them; where Chromium is elsewhere, set PALERMO_CHROMIUM to its path, and PALERMO_POSTGRES_BIN to the folder of initdb and pg_ctl.'}`,
  )
}

function hasPostgres() {
  if (process.env.PALERMO_POSTGRES_BIN) return existsSync(join(process.env.PALERMO_POSTGRES_BIN, 'initdb'))
  const folder = '/usr/lib/postgresql'
  return (
    existsSync(folder) &&
    readdirSync(folder).some(v => Number(v) >= 15 && existsSync(`${folder}/${v}/bin/initdb`))
  )
}

function run(command, args, env = process.env) {
  const { status, error } = spawnSync(command, args, { stdio: ['ignore', 'inherit', 'inherit'], env })
  if (status !== 0)
    stop(
      `“${command} ${args.join(' ')}” failed${error ? `: ${error.message}` : ''}. Nothing was started; correct the cause and run the same command again.`,
    )
}

function stop(sentence) {
  console.error(sentence)
  process.exit(1)
}
