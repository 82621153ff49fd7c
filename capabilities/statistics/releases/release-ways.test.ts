import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { nodeCaller } from '#kernel/policy/caller.ts'
import { yes } from '#kernel/policy/policy.ts'
import { grantMembership, revokeMembership } from '#platform/accounts/accounts.store.ts'
import { act, defineAct } from '#platform/ledger/act.ts'
import { codelists } from '#standards/codelists.ts'
import { openReleaseServer, type ReleaseServer, rapporteur } from '../../../test/support/releases.ts'
import type { ProtectedCube } from '../disclosure/cube.ts'
import { summed } from '../disclosure/cube-sums.ts'
import { factCodelists } from '../fact.codelists.ts'
import { inventFacts } from '../fact.examples.ts'
import { codeVersion } from './code-version.ts'
import { verify } from './release.store.ts'
import { auditRounded, roundRelease } from './rounded-release.ts'

const lists = factCodelists(codelists)
const wish = {
  title: 'Victims by year and sex',
  kind: 'victim',
  tables: [{ title: 'Year and sex', dimensions: ['year', 'sex'] }],
  thresholds: { public: 5, internal: 3 },
}
const factsOf = (n: number, seed: number) => [...inventFacts(n, seed)].map(({ id: _, ...fact }) => fact)
const verified = (room: ReleaseServer, id: string) =>
  room.server.context.database.read(rapporteur, tx => verify(tx, id, lists))

describe('a server that audits', () => {
  let room: ReleaseServer
  beforeAll(async () => {
    room = await openReleaseServer(factsOf(600, 3))
  })
  afterAll(() => room.close())

  it('answers others before the audit has ended, and tells how far it is to whoever comes back', async () => {
    const id = await room.make({
      ...wish,
      tables: [...wish.tables, { title: 'More', dimensions: ['exploitation', 'sex'] }],
    })
    await room.done(id, 'protect')
    const { jobId } = (await room.post(rapporteur, `/${id}/audit`)).body as { jobId: string }
    const again = (await room.post(rapporteur, `/${id}/audit`)).body as { jobId: string }
    expect(again.jobId).toBe(jobId)
    const states: string[] = []
    let answered = 0
    for (;;) {
      const { job, status } = await room.detail(id)
      if (status === 'audited') break
      expect(job?.id).toBe(jobId)
      expect(job?.problem).toBeNull()
      states.push(job!.state)
      expect((await room.server.ask(undefined, 'GET', '/api/statistics/published')).status).toBe(200)
      if (job!.state === 'running') answered++
      // Not so often that the server takes it for an attack.
      await new Promise(resolve => setTimeout(resolve, 100))
    }
    // While one thread audits, the server has answered.
    expect(answered, states.join()).toBeGreaterThan(0)
  })
})

const freezeElsewhere = defineAct<{ code: string }>('test.freeze-elsewhere', {
  subject: 'release',
  policy: () => yes,
  project: async (tx, entries) => {
    for (const { subjectId, version, content } of entries)
      await sql`update statistics.release set version = ${version},
          definition = definition || ${JSON.stringify(content)}::jsonb where id = ${subjectId}`.execute(tx.db)
  },
})

describe('a step in the background', () => {
  let room: ReleaseServer
  beforeAll(async () => {
    room = await openReleaseServer(factsOf(200, 4))
  })
  afterAll(() => room.close())

  it('names the code that made the texts, also where other code froze the figures', async () => {
    const id = await room.make(wish)
    await room.server.context.database.write(rapporteur, tx =>
      act(tx, freezeElsewhere, {
        id: randomUUID(),
        subjectId: id,
        about: undefined,
        expectedVersion: 1,
        payload: { code: '0.0.1+elsewhere' },
      }),
    )
    expect((await room.detail(id)).definition.code).toBe('0.0.1+elsewhere')
    await room.done(id, 'protect')
    expect((await room.detail(id)).document.code).toBe(codeVersion())
    expect(await verified(room, id)).toMatchObject({ sameBytes: true, sameCode: true })
  })

  it('is not done for somebody who lost her role after she asked for it', async () => {
    const id = await room.make(wish)
    const { jobId } = (await room.post(rapporteur, `/${id}/protect`)).body as { jobId: string }
    const held = { userId: rapporteur.userId, agencyId: rapporteur.agencyId!, role: 'rapporteur' as const }
    const byNode = nodeCaller('administration')
    await room.server.context.database.write(byNode, tx => revokeMembership(tx, held))
    const state = async () =>
      ((await room.server.ask(rapporteur, 'GET', `/api/jobs/${jobId}`)).body as { state: string }).state
    await expect.poll(state, { timeout: 30_000 }).toBe('failed')
    await room.server.context.database.write(byNode, tx => grantMembership(tx, held))
    expect((await room.detail(id)).status).toBe('draft')
    // Asked for again by whoever may, it is done.
    expect(await room.done(id, 'protect')).toBeNull()
    expect((await room.detail(id)).status).toBe('protected')
  })
})

describe('a correction', () => {
  let room: ReleaseServer
  let first: string
  beforeAll(async () => {
    room = await openReleaseServer(factsOf(400, 5))
    first = await room.publish(wish)
  })
  afterAll(() => room.close())

  it('is refused without a reason, of what is not published, and of another kind', async () => {
    const draft = await room.make(wish)
    const codes = async (more: object) => {
      const { status, body } = await room.post(rapporteur, '', { ...wish, ...more })
      expect(status).toBe(422)
      return (body as { problems: { code: string }[] }).problems.map(p => p.code)
    }
    expect(await codes({ corrects: first, reason: '  ' })).toEqual(['release.correction.reason'])
    expect(await codes({ corrects: draft, reason: 'x' })).toEqual(['release.correction.former'])
    expect(
      await codes({
        corrects: first,
        reason: 'x',
        kind: 'service',
        tables: [{ title: 'x', dimensions: ['year'] }],
      }),
    ).toEqual(['release.correction.kind'])
  })

  it('goes out as the next revision, and the page tells all revisions with their reasons', async () => {
    expect((await room.detail(first)).mayCorrect).toBe(true)
    const second = await room.publish({ ...wish, corrects: first, reason: 'A district sent late.' })
    const { document, name } = await room.detail(second)
    expect([document.corrects, document.reason, name]).toEqual([
      document.number,
      'A district sent late.',
      `${document.number} rev. 2`,
    ])
    expect((await room.detail(first)).mayCorrect).toBe(false)
    expect((await room.detail(second)).mayCorrect).toBe(true)
    const { body } = await room.server.ask(
      undefined,
      'GET',
      `/api/statistics/published/${document.number}?revision=1`,
    )
    const { revisions, revision } = body as {
      revision: number
      revisions: { revision: number; reason: string | null }[]
    }
    expect(revision).toBe(1)
    expect(revisions.map(r => [r.revision, r.reason])).toEqual([
      [2, 'A district sent late.'],
      [1, null],
    ])
  })
})

describe('a release that rounds', () => {
  let room: ReleaseServer
  let first: string
  const rounding = { ...wish, method: 'round' }
  beforeAll(async () => {
    room = await openReleaseServer(factsOf(400, 9))
    first = await room.publish(rounding)
  })
  afterAll(() => room.close())

  it('prints multiples of the threshold alone, the same for both audiences, and is made again byte for byte', async () => {
    const { document, internal, audit } = await room.detail(first)
    const counts = document.tables.flatMap(t => t.cells.map(c => c.count))
    expect(counts.every(n => n !== undefined && n % 5 === 0)).toBe(true)
    expect(internal.tables).toEqual(document.tables)
    // The wish had a lower threshold for the node; what it reads tells the base that it was rounded to.
    expect([document.threshold, internal.threshold]).toEqual([5, 5])
    expect(audit?.safe).toBe(true)
    expect(JSON.stringify(document)).not.toContain('secret')
    expect(await verified(room, first)).toMatchObject({ sameBytes: true, safe: true })
  })

  it('rounds what has not changed the same way in its correction', async () => {
    const second = await room.publish({ ...rounding, corrects: first, reason: 'Looked at again.' })
    expect((await room.detail(second)).document.tables).toEqual((await room.detail(first)).document.tables)
  })

  it('does not go out beside figures protected in another way', async () => {
    for (const other of [wish, { ...rounding, thresholds: { public: 10, internal: 5 } }]) {
      const { status, body } = await room.post(rapporteur, '', other)
      expect(status).toBe(422)
      expect((body as { problems: { code: string }[] }).problems[0]!.code).toBe('release.method')
    }
  })
})

describe('rounding with a secret', () => {
  const cube = (leaves: readonly number[]) =>
    summed(
      [
        { name: 'a', codes: ['_T', 'x', 'y', 'z'], total: '_T' },
        { name: 'b', codes: ['_T', 'p', 'q'], total: '_T' },
      ],
      new Map(
        ['x', 'y', 'z'].flatMap((a, i) =>
          ['p', 'q'].map((b, j) => [`${a}\u0000${b}`, { facts: leaves[2 * i + j]! }] as const),
        ),
      ),
    )
  const seed = 20261123

  it('would have shown the same with up to base - 1 persons more in any cell, so nobody can tell', async () => {
    console.log(`seed ${seed}`)
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 0, max: 30 }), { minLength: 6, maxLength: 6 }),
        fc.string({ minLength: 8, maxLength: 8 }),
        async (leaves, secret) => {
          const table = cube(leaves)
          const shown = await roundRelease([table], 5, secret, [])
          expect(auditRounded(shown, [table], 5, []).leaks).toEqual([])
          const rounded = shown[0]!.cells
          // The rounded leaves plus a few persons in one of them: another table that rounds to the same.
          const base = rounded.filter(c => !c.key.includes('_T')).map(c => c.count!)
          for (const at of base.keys())
            for (const more of [1, 4])
              expect(
                auditRounded(shown, [cube(base.map((n, i) => (i === at ? n + more : n)))], 5, []).safe,
              ).toBe(true)
        },
      ),
      { seed, numRuns: 20 },
    )
  })

  it('goes either way by the secret, up as often as the count is near to it', async () => {
    const table = cube([3, 0, 7, 20, 11, 40])
    const ups = await Promise.all(
      Array.from({ length: 40 }, async (_, n) => {
        const [shown] = await roundRelease([table], 5, `secret ${n}`, [])
        return shown!.cells.find(c => c.key.join() === 'x,p')!.count!
      }),
    )
    expect(new Set(ups)).toEqual(new Set([0, 5]))
  })

  it.each([
    ['a number that is no multiple', (n: number) => n + 1],
    ['a number too far away', (n: number) => n + 10],
  ])('is refused by the audit with %s', async (_, change) => {
    const table = cube([3, 0, 7, 20, 11, 40])
    const [shown] = await roundRelease([table], 5, 'secret', [])
    const bent: ProtectedCube = {
      ...shown!,
      cells: shown!.cells.map((c, i) => (i === 4 ? { ...c, count: change(c.count!) } : c)),
    }
    expect(auditRounded([bent], [table], 5, []).safe).toBe(false)
  })

  it('without its secret is not made at all', async () => {
    await expect(roundRelease([cube([1, 2, 3, 4, 5, 6])], 5, null, [])).rejects.toThrow(/secret/)
  })
})
