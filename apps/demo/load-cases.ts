import {
  type AmendedCase,
  amendCase,
  erasePerson,
  joinCase,
  openIdentity,
  type StoredPart,
  type StoredRow,
} from '#capabilities/cases/cases.acts.ts'
import type { CaseStanding } from '#capabilities/cases/cases.policy.ts'
import { type CaseContent, type PartName, partDescriptions, split } from '#capabilities/cases/cases.rules.ts'
import { findCase } from '#capabilities/cases/cases.store.ts'
import { openPrepared, prepareCase, tokensOf } from '#capabilities/cases/opening.store.ts'
import type { Caller } from '#kernel/policy/caller.ts'
import { bytes, insertRows } from '#platform/database/insert-rows.ts'
import type { Database } from '#platform/database/open.ts'
import type { Write } from '#platform/database/transaction.ts'
import { type ActInput, type ActKind, actMany } from '#platform/ledger/act.ts'
import type { NodeKeys } from '#platform/vault/node-keys.ts'
import { destroyPersonKey, findPersonKeys, sealFor } from '#platform/vault/person.ts'
import type { DemoAct, PartChange } from './act-plan.ts'
import type { Demonstration } from './generate.ts'
import { isRepeated } from './history.ts'

/** What must be known of a case for its next act. */
interface Standing extends CaseStanding {
  participants: string[]
  personId: string | undefined
}

type ActOf<K extends DemoAct['kind']> = Extract<DemoAct, { kind: K }>

const batchMax = 400

/**
 * Writes the histories of all cases through acts, by the accounts that did them, each case in its order. What an earlier
 * run has written is found again and not repeated.
 * @param progress called with the number of acts done so far
 */
export async function loadCases(
  database: Database,
  keys: NodeKeys,
  demonstration: Demonstration,
  progress: (done: number) => void,
): Promise<void> {
  const roles = new Map(demonstration.accounts.map(a => [a.id, a.role]))
  const kinds = new Map(demonstration.agencies.map(a => [a.id, a.kind]))
  const callerOf = (act: DemoAct): Caller => ({
    userId: act.accountId,
    agencyId: act.agencyId,
    agencyKind: kinds.get(act.agencyId)!,
    roles: [roles.get(act.accountId)!],
    purpose: act.purpose,
    strong: true,
  })
  const standings = new Map<string, Standing>()
  const recorded = await recordedIds(database)
  let done = 0
  const rest = demonstration.cases.map(c => {
    const from = c.acts.findIndex(act => !recorded.has(act.id))
    const written = from < 0 ? c.acts : c.acts.slice(0, from)
    for (const act of written) remember(act, standings)
    done += written.length
    return c.acts.slice(written.length)
  })
  for (const acts of batches(rest)) {
    await database.write(callerOf(acts[0]!), tx => perform(tx, keys, acts, standings))
    done += acts.length
    progress(done)
  }
}

async function recordedIds(database: Database): Promise<Set<string>> {
  const ids = new Set<string>()
  for await (const rows of database.stream<{ id: string }>('select id from ledger.entry'))
    for (const { id } of rows) ids.add(id)
  return ids
}

/** What an act of an earlier run has left behind. */
function remember(act: DemoAct, standings: Map<string, Standing>, personId?: string) {
  if (act.kind === 'open')
    standings.set(act.caseId, { participants: [act.agencyId], erased: false, personId })
  if (act.kind === 'join') standings.get(act.caseId)!.participants.push(act.joinedAgencyId)
  if (act.kind === 'erase') standings.get(act.caseId)!.erased = true
}

/**
 * The acts of many cases in batches of one account, purpose and kind, each case's acts in their order. Of all that can
 * be done next, the group goes first that holds the case with the longest way to go: that needs the fewest batches.
 */
function* batches(histories: readonly (readonly DemoAct[])[]): Generator<DemoAct[]> {
  const ready = new Map<string, Next[]>()
  const offer = (history: readonly DemoAct[], at: number) => {
    const act = history[at]
    if (!act) return
    const key = `${act.kind} ${act.accountId} ${act.purpose}`
    const group = ready.get(key)
    if (group) group.push({ act, history, at })
    else ready.set(key, [{ act, history, at }])
  }
  for (const history of histories) offer(history, 0)
  while (ready.size > 0) {
    const [key, group] = [...ready].reduce((a, b) => (urgency(b[1]) > urgency(a[1]) ? b : a))
    ready.delete(key)
    if (group.length > batchMax) ready.set(key, group.splice(batchMax))
    yield group.map(one => one.act)
    for (const { history, at } of group) offer(history, at + 1)
  }
}

/** The next act of a case, at its place in what is still to be done. */
interface Next {
  act: DemoAct
  history: readonly DemoAct[]
  at: number
}

/** First the longest way to go, then the size of the group. */
const urgency = (group: readonly Next[]): number =>
  group.reduce((most, one) => Math.max(most, one.history.length - one.at), 0) + group.length / 1_000_000

async function perform(tx: Write, keys: NodeKeys, acts: DemoAct[], standings: Map<string, Standing>) {
  const standing = (act: DemoAct) => standings.get(act.caseId)!
  switch (acts[0]!.kind) {
    case 'open':
      return open(tx, keys, acts as ActOf<'open'>[], standings)
    case 'join': {
      const joins = acts as ActOf<'join'>[]
      await many(tx, joinCase, joins, standing, a => ({ agencyId: a.joinedAgencyId }))
      for (const a of joins) remember(a, standings)
      return
    }
    case 'look':
      return many(tx, openIdentity, acts as ActOf<'look'>[], standing, a => ({ parts: a.parts }))
    case 'amend':
      return amend(tx, keys, acts as ActOf<'amend'>[], standing)
    case 'erase':
      for (const a of acts) standing(a).personId ??= await personOf(tx, a.caseId)
      await many(tx, erasePerson, acts, standing, a => ({ personId: standing(a).personId! }))
      for (const a of acts) {
        await destroyPersonKey(tx, standing(a).personId!)
        remember(a, standings)
      }
  }
}

async function open(tx: Write, keys: NodeKeys, acts: ActOf<'open'>[], standings: Map<string, Standing>) {
  const prepared = acts.map(a =>
    prepareCase(keys, { id: a.caseId, actId: a.id, content: a.content, occurredAtMs: a.occurredAtMs }),
  )
  await openPrepared(tx, prepared)
  for (const [i, a] of acts.entries()) remember(a, standings, prepared[i]!.personId)
}

async function many<P, S, A extends DemoAct>(
  tx: Write,
  kind: ActKind<P, S>,
  acts: readonly A[],
  about: (act: A) => S,
  payload: (act: A) => P,
  id: (act: A) => string = a => a.id,
): Promise<void> {
  await actMany(
    tx,
    kind,
    acts.map(
      (a): ActInput<P, S> => ({
        id: id(a),
        subjectId: a.caseId,
        about: about(a),
        occurredAtMs: a.occurredAtMs,
        payload: payload(a),
      }),
    ),
  )
}

async function amend(
  tx: Write,
  keys: NodeKeys,
  acts: ActOf<'amend'>[],
  standing: (act: DemoAct) => Standing,
): Promise<void> {
  const sealing = acts.filter(a => a.sealId !== undefined)
  if (sealing.length > 0)
    await many(
      tx,
      openIdentity,
      sealing,
      standing,
      () => ({ parts: ['seal' as const] }),
      a => a.sealId!,
    )
  for (const a of sealing) standing(a).personId ??= await personOf(tx, a.caseId)
  const people = await findPersonKeys(
    tx,
    keys,
    sealing.map(a => standing(a).personId!),
  )
  const sealed = new Map<PartChange, string>()
  for (const a of sealing) {
    const person = people.get(standing(a).personId!)
    if (!person) throw new Error(`The key of the person of case ${a.caseId} cannot be read.`)
    for (const change of a.changes.filter(c => c.sealed)) {
      const { identifying } = split(partDescriptions[change.part], change.value)
      sealed.set(change, sealFor(person, change.rowId ?? change.part, identifying).toString('base64'))
      if (change.part === 'person') await addTokens(tx, keys, a.caseId, person.personId, change)
    }
  }
  await many(tx, amendCase, acts, standing, a => payloadOf(a, sealed))
}

async function addTokens(tx: Write, keys: NodeKeys, caseId: string, personId: string, change: PartChange) {
  const tokens = tokensOf(keys, change.value as CaseContent['person'])
  await insertRows(
    tx,
    'vault.search_token',
    ['token', 'person_id', 'case_id'],
    tokens.map(token => ({ token: bytes(token), person_id: personId, case_id: caseId })),
    'nothing',
  )
}

function payloadOf(act: ActOf<'amend'>, sealed: ReadonlyMap<PartChange, string>): AmendedCase {
  const parts: { [K in PartName]?: StoredPart | StoredRow[] } = {}
  for (const change of act.changes) {
    const { open } = split(partDescriptions[change.part], change.value)
    const bytesOf = sealed.get(change)
    const stored: StoredPart = { open, ...(bytesOf !== undefined && { sealed: bytesOf }) }
    if (isRepeated(change.part))
      parts[change.part] = [...((parts[change.part] as StoredRow[]) ?? []), { id: change.rowId!, ...stored }]
    else parts[change.part] = stored
  }
  return { parts: parts as AmendedCase['parts'], changed: act.changed }
}

async function personOf(tx: Write, caseId: string): Promise<string> {
  const found = await findCase(tx, caseId)
  if (!found) throw new Error(`Case ${caseId} was opened before and cannot be found now.`)
  return found.personId
}
