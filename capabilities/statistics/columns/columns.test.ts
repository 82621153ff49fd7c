import { spawn } from 'node:child_process'
import { once } from 'node:events'
import {
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import type { Log } from '#platform/telemetry/log.ts'
import { inventFacts } from '../fact.examples.ts'
import { combinationsOf } from '../fact.rules.ts'
import { dimensions, type Fact, factColumns } from '../statistics.entity.ts'
import { fieldsOf, linesOf } from './columns.examples.ts'
import { FactColumns } from './fact-columns.ts'
import type { Standing } from './folder.ts'
import { interruptedFacts, sexAt, standingAt, writingWithoutEnd } from './interrupted.examples.ts'
import { ColumnKeeper } from './keeper.ts'
import { sqlColumns } from './question.sql.ts'

const root = mkdtempSync(join(tmpdir(), 'palermo-columns-'))
afterAll(() => rmSync(root, { recursive: true, force: true }))

let folder: string
let told: string[]
const log: Log = {
  debug() {},
  info() {},
  warn: (event, fields) => void told.push(`${event} ${fields?.code}`),
  error: (event, _, error) => void told.push(`${event} ${error}`),
}
let n = 0
beforeEach(() => {
  folder = join(root, String(n++))
  told = []
})

const plainLines = (facts: Iterable<Fact>) =>
  [...facts].map(fact => [fact.kind, ...combinationsOf(fact).map(c => c || 'unknown')].join(' ')).sort()
const facts = [...inventFacts(2_000, 5)]
const fits = async (_: Standing): Promise<boolean> => true

/** Columns of the folder, filled from it or else from the facts given. */
async function opened(given: readonly Fact[] = facts, fitting = fits) {
  const keeper = new ColumnKeeper(folder, log, 3_600_000)
  const columns = await FactColumns.open({ folder })
  const from = await keeper.load(columns, fitting)
  if (!from) {
    await columns.replaceAll(given)
    keeper.stands(columns, standingAt(1))
  }
  return {
    keeper,
    columns,
    from,
    async close() {
      await keeper.close()
      columns.close()
    },
  }
}

describe('facts kept as Parquet', () => {
  it('are read back with the standing they had, and nothing is asked anew', async () => {
    const first = await opened()
    await first.close()
    const second = await opened([])
    expect(second.from).toEqual(standingAt(1))
    expect(await linesOf(second.columns)).toEqual(plainLines(facts))
    expect(told).toEqual([])
    await second.close()
  })

  it('hold kind, random id and the columns of the allow-list, and nothing else', async () => {
    const { columns, keeper, close } = await opened()
    await keeper.write()
    const allowed = new Set(dimensions.map(d => d.column))
    expect(factColumns.filter(column => !allowed.has(column))).toEqual([])
    for (const file of readdirSync(folder).filter(name => name.endsWith('.parquet')))
      expect(await fieldsOf(columns, join(folder, file)), file).toEqual(
        file.startsWith('codes') ? ['dimension', 'number', 'code'] : ['id', 'kind', ...sqlColumns],
      )
    await close()
  })

  it('can be read by the owner of the process alone', async () => {
    const { keeper, close } = await opened()
    await keeper.write()
    expect(statSync(folder).mode & 0o777).toBe(0o700)
    for (const name of readdirSync(folder))
      expect(statSync(join(folder, name)).mode & 0o777, name).toBe(0o600)
    await close()
  })

  it('are equal after any sequence of changes, writings and restarts to those at once', async () => {
    const seed = Number(process.env.SEED ?? 20261122)
    console.log(`seed ${seed}`)
    const pool = [...inventFacts(400, 9)]
    const step = fc.oneof(
      {
        weight: 6,
        arbitrary: fc.record({
          change: fc.array(fc.nat(399), { maxLength: 20 }),
          drop: fc.array(fc.nat(399), { maxLength: 6 }),
        }),
      },
      { weight: 2, arbitrary: fc.constant('write' as const) },
      { weight: 1, arbitrary: fc.constant('restart' as const) },
      { weight: 1, arbitrary: fc.constant('crash' as const) },
    )
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 14 }), async steps => {
        folder = join(root, String(n++))
        const live = new Map<string, Fact>(facts.slice(0, 300).map(fact => [fact.id, fact]))
        /** Every change with its mark, as the database tells them to whoever asks from a mark on. */
        const changes: { removed: string[]; added: Fact[] }[] = []
        let node = await opened([...live.values()])
        for (const [i, todo] of steps.entries()) {
          if (todo === 'write') await node.keeper.write()
          else if (typeof todo === 'string') {
            if (todo === 'restart') await node.keeper.close()
            else node.keeper.folder.release()
            node.columns.close()
            node = await opened([...live.values()])
            if (node.from)
              for (const change of changes.slice(Number(node.from.mark) - 1))
                node.keeper.stands(
                  node.columns,
                  standingAt(changes.length + 1),
                  await node.columns.apply(change),
                )
            else node.keeper.stands(node.columns, standingAt(changes.length + 1))
          } else {
            const ids = [...facts.slice(0, 300).map(f => f.id), ...pool.map(f => f.id)]
            const added = [...new Map(todo.change.map(at => [ids[(at * 7 + i) % ids.length]!, at]))].map(
              ([id, at]) => ({ ...pool[at]!, id }),
            )
            const removed = todo.drop.map(at => ids[at]!).filter(id => !added.some(f => f.id === id))
            for (const id of removed) live.delete(id)
            for (const fact of added) live.set(fact.id, fact)
            changes.push({ removed, added })
            const touched = await node.columns.apply({ removed, added })
            node.keeper.stands(node.columns, standingAt(changes.length + 1), touched)
          }
        }
        const lines = await linesOf(node.columns)
        await node.close()
        const atOnce = await FactColumns.open()
        await atOnce.replaceAll(live.values())
        expect(lines).toEqual(plainLines(live.values()))
        expect(await linesOf(atOnce)).toEqual(lines)
        atOnce.close()
      }),
      { seed, numRuns: 25 },
    )
  })

  it('are rewritten only where they changed, and take no more room for it', async () => {
    const { keeper, columns, close } = await opened()
    await keeper.write()
    const before = new Set(readdirSync(folder))
    const [fact] = facts.filter(f => f.kind === 'victim' && f.year === 2020)
    for (let round = 2; round < 6; round++) {
      const touched = await columns.apply({ removed: [], added: [{ ...fact!, sex: 'other' }] })
      keeper.stands(columns, standingAt(round), touched)
      await keeper.write()
    }
    const after = readdirSync(folder)
    expect(after).toHaveLength(before.size)
    expect(after.filter(name => !before.has(name)).sort()).toEqual([
      'codes-5.parquet',
      'victim-2020-5.parquet',
    ])
    await close()
  })
})

describe('files that cannot be believed', () => {
  const spoil: [what: string, says: string, how: () => void][] = [
    ['a file cut short', 'file.damaged', () => truncateSync(join(folder, someFile()), 100)],
    [
      'a file with one other byte',
      'file.damaged',
      () => {
        const bytes = readFileSync(join(folder, someFile()))
        bytes[bytes.length >> 1]! ^= 1
        writeFileSync(join(folder, someFile()), bytes)
      },
    ],
    ['a file that is gone', 'file.missing', () => rmSync(join(folder, someFile()))],
    [
      'a list that is no JSON',
      'manifest.damaged',
      () => writeFileSync(join(folder, 'current.json'), '{"form'),
    ],
    ['a list of another version', 'manifest.format', () => changed(list => ({ ...list, format: 99 }))],
    [
      'a list that leads out of the folder',
      'manifest.damaged',
      () => changed(list => ({ ...list, codes: { ...list.codes, file: '../../secret.parquet' } })),
    ],
    ['columns of another version', 'columns.others', () => changed(list => ({ ...list, columns: ['year'] }))],
  ]
  const someFile = () => readdirSync(folder).find(name => name.startsWith('victim'))!
  const changed = (how: (list: { codes: object }) => object) => {
    const file = join(folder, 'current.json')
    writeFileSync(file, JSON.stringify(how(JSON.parse(readFileSync(file, 'utf8')) as { codes: object })))
  }

  it.each(spoil)('%s: are made again from the database, with one line in the log', async (_, says, how) => {
    await (await opened()).close()
    how()
    const again = await opened()
    expect(again.from).toBeUndefined()
    expect(told).toEqual([`columns-made-again ${says}`])
    expect(await linesOf(again.columns)).toEqual(plainLines(facts))
    await again.close()
    const mended = await opened([])
    expect(await linesOf(mended.columns)).toEqual(plainLines(facts))
    expect(told).toHaveLength(1)
    await mended.close()
  })

  it('of another database: are made again', async () => {
    await (await opened()).close()
    const again = await opened(facts.slice(0, 10), async kept => kept.origin !== 'here')
    expect(told).toEqual(['columns-made-again database.other'])
    expect((await linesOf(again.columns)).length).toBe(10)
    await again.close()
  })
})

describe('two processes', () => {
  it('of one data folder: the first writes, the second reads and leaves the files alone', async () => {
    const first = await opened()
    await first.keeper.write()
    const second = await opened([])
    expect(second.from).toEqual(standingAt(1))
    const touched = await second.columns.apply({ removed: [facts[0]!.id], added: [] })
    second.keeper.stands(second.columns, standingAt(2), touched)
    const before = readdirSync(folder)
    await second.close()
    expect(readdirSync(folder)).toEqual(before)
    await first.close()
    const third = await opened([])
    expect((await linesOf(third.columns)).length).toBe(facts.length)
    await third.close()
  })

  it('a kill in the middle of writing leaves the state of some moment, whole', async () => {
    for (let round = 0; round < 4; round++) {
      const child = spawn(process.execPath, [writingWithoutEnd, folder], {
        stdio: ['ignore', 'pipe', 'inherit'],
      })
      await once(child.stdout!, 'data')
      await new Promise(resolve => setTimeout(resolve, 37 + 61 * round))
      child.kill('SIGKILL')
      await once(child, 'close')
      const { columns, from, close } = await opened([])
      expect(told).toEqual([])
      const lines = await linesOf(columns)
      // Every writing changes all victims alike: they say the same, or the state is torn.
      const sexes = new Set(lines.filter(line => line.startsWith('victim')).map(line => line.split(' ')[2]))
      expect(sexes).toEqual(new Set([sexAt(Number(from!.mark))]))
      expect(lines).toHaveLength(interruptedFacts)
      await close()
      expect(readdirSync(folder).filter(name => name.endsWith('.part'))).toEqual([])
    }
  })
})
