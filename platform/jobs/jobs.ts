import { sql } from 'kysely'
import { PgBoss } from 'pg-boss'
import type { Caller } from '#kernel/policy/caller.ts'
import type { Database } from '#platform/database/open.ts'
import type { Read, Write } from '#platform/database/transaction.ts'

/** What a job can do while it runs. */
export interface JobRun<Input> {
  id: string
  input: Input
  /** Who asked for it; the job works in her name and no further. */
  caller: Caller
  /** Tells how far it is; written at most a few times a second. */
  progress(done: number, total: number | undefined): Promise<void>
  /** Aborted when the node stops; the job is begun again at the next start. */
  signal: AbortSignal
}

/** A kind of work. It must be possible to begin it again after a crash: what was done is done, the rest goes on. */
export interface JobKind<Input, Result> {
  name: string
  run(job: JobRun<Input>): Promise<Result>
}

/** A job as its owner sees it. */
export interface JobProgress {
  id: string
  kind: string
  state: 'waiting' | 'running' | 'finished' | 'failed'
  done: number
  total: number | null
  result: unknown
  problem: string | null
  changedAtMs: number
}

export interface Jobs {
  /** Makes a kind known; before start(). */
  define<Input extends object, Result>(kind: JobKind<Input, Result>): void
  /** Does something every so many seconds, in one process at a time. */
  every(seconds: number, name: string, work: () => Promise<void>): void
  /** Asks for a job in the caller's name; it begins when the transaction is committed. The same id again is harmless. */
  ask(tx: Write, kind: string, id: string, input: object): Promise<void>
  start(): Promise<void>
  stop(): Promise<void>
}

interface Asked {
  id: string
  caller: Caller
  input: object
}

const tellEveryMs = 300
/** How long a process may be silent before another takes over its job. */
const heartbeatSeconds = 15

/**
 * Background work on pg-boss, in the same database as everything else, so that asking for it is part of the transaction.
 * @param report told of failures by code; nothing of a job's input may be in it
 */
export function openJobs(database: Database, report: (event: string, kind: string) => void): Jobs {
  const kinds = new Map<string, JobKind<object, unknown>>()
  const timers: { seconds: number; name: string; work: () => Promise<void> }[] = []
  const running: NodeJS.Timeout[] = []
  const stopping = new AbortController()
  const boss = new PgBoss({
    db: database.jobDriver(),
    schema: 'boss',
    createSchema: false,
    backend: database.kind === 'pglite' ? 'pglite' : 'postgres',
    superviseIntervalSeconds: 10,
    monitorIntervalSeconds: 10,
  })
  boss.on('error', () => report('jobs.error', 'queue'))
  return {
    define: kind => void kinds.set(kind.name, kind as unknown as JobKind<object, unknown>),
    every: (seconds, name, work) => void timers.push({ seconds, name, work }),
    ask: async (tx, kind, id, input) => {
      const now = tx.now.getTime()
      const { numAffectedRows } =
        await sql`insert into jobs.progress (id, kind, owner_id, agency_id, state, done, total, result, problem, created_at_ms, changed_at_ms)
        values (${id}, ${kind}, ${tx.caller.userId}, ${tx.caller.agencyId}, 'waiting', 0, null, null, null, ${now}, ${now})
        on conflict do nothing`.execute(tx.db)
      if (!numAffectedRows) return
      const asked: Asked = { id, caller: tx.caller, input }
      await boss.send(kind, asked, {
        db: asConnected(tx),
        retryLimit: 20,
        retryDelay: 1,
        expireInSeconds: 3600,
        heartbeatSeconds,
      })
    },
    start: async () => {
      await boss.start()
      // Nobody else can have the embedded database open: what was running is what the last process left behind.
      if (database.kind === 'pglite')
        await database
          .jobDriver()
          .executeSql(`update boss.job set state = 'retry', start_after = now() where state = 'active'`)
      for (const kind of kinds.values()) {
        await boss.createQueue(kind.name)
        await boss.work<Asked>(
          kind.name,
          { pollingIntervalSeconds: 0.5, heartbeatRefreshSeconds: heartbeatSeconds / 3 },
          async ([job]) => {
            if (job) await runJob(database, kind, job.data, stopping.signal, report)
          },
        )
      }
      for (const { seconds, name, work } of timers)
        running.push(
          setInterval(
            () => void work().catch(() => report('jobs.timer-failed', name)),
            seconds * 1000,
          ).unref(),
        )
    },
    stop: async () => {
      for (const timer of running) clearInterval(timer)
      stopping.abort()
      await boss.stop({ graceful: true, timeout: 10_000 })
    },
  }
}

/** pg-boss keeps its tables as the connecting user; the transaction goes back to the application's role afterwards. */
function asConnected(tx: Write) {
  return {
    executeSql: async (text: string, values?: unknown[]) => {
      await sql`select set_config('role', 'none', true)`.execute(tx.db)
      const { rows } = await tx.db.executeQuery({
        sql: text,
        parameters: values ?? [],
        query: { kind: 'RawNode' },
        queryId: { queryId: 'boss' },
      } as never)
      await sql`select set_config('role', 'palermo_app', true)`.execute(tx.db)
      return { rows: [...rows] }
    },
  }
}

async function runJob(
  database: Database,
  kind: JobKind<object, unknown>,
  asked: Asked,
  signal: AbortSignal,
  report: (event: string, kind: string) => void,
) {
  const { id, caller, input } = asked
  let told = 0
  const tell = (changes: Partial<Omit<JobProgress, 'id' | 'kind' | 'changedAtMs'>>) =>
    database.write(caller, async tx => {
      await sql`update jobs.progress set state = coalesce(${changes.state ?? null}, state), done = coalesce(${changes.done ?? null}::bigint, done),
        total = coalesce(${changes.total ?? null}::bigint, total), result = coalesce(${changes.result === undefined ? null : JSON.stringify(changes.result)}::jsonb, result),
        problem = ${changes.problem ?? null}, changed_at_ms = ${tx.now.getTime()} where id = ${id}`.execute(
        tx.db,
      )
      await sql`select pg_notify('palermo_live', ${JSON.stringify([`job:${id}`])})`.execute(tx.db)
    })
  const progress = async (done: number, total: number | undefined) => {
    const now = performance.now()
    if (now - told < tellEveryMs && done !== total) return
    told = now
    await tell({ done, total: total ?? null })
  }
  await tell({ state: 'running' })
  try {
    const result = await kind.run({ id, input, caller, progress, signal })
    await tell({ state: 'finished', result: result ?? null })
  } catch (error) {
    // The node is stopping: pg-boss hands the job out again at the next start.
    if (signal.aborted) throw error
    report('jobs.failed', kind.name)
    await tell({
      state: 'failed',
      problem:
        error instanceof JobProblem
          ? error.message
          : 'The work broke off. Begin it again; what was done is not done twice.',
    })
  }
}

/** A reason for failing that may be shown as it is: one sentence, no identity. */
export class JobProblem extends Error {}

/** @returns undefined when there is no such job, or it is another agency's */
export async function findJob(tx: Read, id: string): Promise<JobProgress | undefined> {
  const { rows } = await sql<Omit<JobProgress, 'changedAtMs'> & { changed_at_ms: number }>`
    select id, kind, state, done, total, result, problem, changed_at_ms from jobs.progress where id = ${id}`.execute(
    tx.db,
  )
  const row = rows[0]
  return (
    row && {
      id: row.id,
      kind: row.kind,
      state: row.state,
      done: row.done,
      total: row.total,
      result: row.result,
      problem: row.problem,
      changedAtMs: row.changed_at_ms,
    }
  )
}
