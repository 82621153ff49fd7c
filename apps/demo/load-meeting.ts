import { comment, hold, suggest } from '#capabilities/recommendations/meetings/discussion.store.ts'
import { getDraft, proposeText } from '#capabilities/recommendations/meetings/drafting.store.ts'
import {
  EXAMPLE_AGENDA,
  EXAMPLE_ATTENDANCE,
  EXAMPLE_DOCUMENTS,
  EXAMPLE_DRAFT,
  EXAMPLE_MEETING,
  TOPICS_OF_2011,
} from '#capabilities/recommendations/meetings/meetings.examples.ts'
import { convene, getMeeting } from '#capabilities/recommendations/meetings/meetings.store.ts'
import { attend, inscribe, putDocument } from '#capabilities/recommendations/meetings/papers.store.ts'
import { propose as proposeTopic, support } from '#capabilities/recommendations/meetings/topics.store.ts'
import { type AgencyKind, type Caller, nodeCaller, type Role } from '#kernel/policy/caller.ts'
import { purposesOfRole } from '#platform/access/purposes.ts'
import { createAccount, findAccount, foundAgency, listAgencies } from '#platform/accounts/accounts.store.ts'
import { hashPassword } from '#platform/accounts/accounts.ts'
import type { Database } from '#platform/database/open.ts'
import type { Write } from '#platform/database/transaction.ts'
import { passwordFrom } from './agencies.ts'
import { type Chance, chanceFrom } from './chance.ts'
import { inventedPerson } from './names.ts'

/** The secretariat of the invented conference and three delegations to it, each with those who act for it. */
const plans: readonly {
  key: string
  name: string
  kind: AgencyKind
  country: string | null
  staff: Role[]
}[] = [
  {
    key: 'conference',
    name: 'Secretariat of the Conference',
    kind: 'secretariat',
    country: null,
    staff: ['secretariat', 'chair'],
  },
  { key: 'calmeria', name: 'Calmeria', kind: 'delegation', country: 'XPA', staff: ['delegate'] },
  { key: 'ostelway', name: 'Ostelway', kind: 'delegation', country: 'XPB', staff: ['delegate'] },
  { key: 'lindrona', name: 'Lindrona', kind: 'delegation', country: 'XPC', staff: ['delegate'] },
]

interface Participant {
  accountId: string
  caller: Caller
}

/**
 * Brings a meeting of States in preparation into the demonstration: secretariat, Chair and delegations with their
 * accounts, agenda, papers, topics with support, and a draft recommendation on which delegations work. What stands
 * there already is left as it is.
 */
export async function loadMeeting(database: Database, seed: number): Promise<void> {
  const chance = chanceFrom(seed, 'meeting')
  const people = await loadPeople(database, chance)
  const as = (key: string) => people.get(key)!.caller
  const id = (name: string) => chance.fork(name).uuid()
  const write = <T>(key: string, work: (tx: Write) => Promise<T>) => database.write(as(key), work)

  const meetingId = await write('conference secretariat', tx =>
    convene(tx, EXAMPLE_MEETING, EXAMPLE_AGENDA, id('convene')),
  )
  const meeting = await database.read(as('conference secretariat'), tx => getMeeting(tx, meetingId))
  for (const document of EXAMPLE_DOCUMENTS)
    await write('conference secretariat', tx =>
      putDocument(tx, meeting, { ...document, link: null, fileId: null }, id(document.symbol)),
    )
  for (const one of EXAMPLE_ATTENDANCE)
    await write('conference secretariat', tx => attend(tx, meeting, one, id(`attendance ${one.name}`)))
  await write('lindrona delegate', tx =>
    inscribe(
      tx,
      meeting,
      {
        item: '2',
        speaker: 'Lindrona',
        text: 'How two shelters for families were opened, and what they cost.',
      },
      id('statement'),
    ),
  )
  await loadTopics(write, id)

  const draftId = await write('calmeria delegate', tx => proposeText(tx, meeting, EXAMPLE_DRAFT, id('draft')))
  const draft = () => database.read(as('calmeria delegate'), tx => getDraft(tx, meetingId, draftId))
  const begun = await draft()
  await write('ostelway delegate', tx =>
    suggest(tx, begun, { text: EXAMPLE_DRAFT.suggestion, note: EXAMPLE_DRAFT.note }, id('suggestion')),
  )
  await write('lindrona delegate', tx => comment(tx, begun, EXAMPLE_DRAFT.comment, id('comment')))
  await write('lindrona delegate', tx =>
    hold(tx, begun, { stance: 'accept', reason: 'The words on children matter to us.' }, id('accept')),
  )
  await write('calmeria delegate', tx => hold(tx, begun, { stance: 'support', reason: '' }, id('support')))
}

async function loadTopics(
  write: (key: string, work: (tx: Write) => Promise<unknown>) => Promise<unknown>,
  id: (name: string) => string,
): Promise<void> {
  const supporters = ['ostelway delegate', 'calmeria delegate', 'lindrona delegate']
  for (const [index, { title, para, note }] of TOPICS_OF_2011.entries()) {
    const source = `Background paper of 2011, para. ${para}${note ? ` (${note})` : ''}`
    let topicId = ''
    await write('conference secretariat', async tx => {
      topicId = await proposeTopic(tx, { title, note: source }, id(`topic ${title}`))
    })
    // The first topics have all three delegations behind them, later ones fewer.
    for (const who of supporters.slice(Math.floor(index / 2)))
      await write(who, tx => support(tx, topicId, true, id(`support ${title} ${who}`)))
  }
}

/** Founds the agencies and makes the accounts, whose passwords come from the seed like all others of a demonstration. */
async function loadPeople(database: Database, chance: Chance): Promise<Map<string, Participant>> {
  const loader = nodeCaller('demonstration')
  const people = new Map<string, Participant>()
  const known = await database.read(loader, async tx => new Set((await listAgencies(tx)).map(a => a.id)))
  for (const { key, name, kind, country, staff } of plans) {
    const agencyId = chance.fork(key).uuid()
    if (!known.has(agencyId))
      await database.write(loader, tx => foundAgency(tx, { id: agencyId, name, kind, country }))
    for (const role of staff) {
      const own = chance.fork(`${key} ${role}`)
      const person = inventedPerson(own)
      const accountId = own.uuid()
      people.set(`${key} ${role}`, {
        accountId,
        caller: {
          userId: accountId,
          agencyId,
          agencyKind: kind,
          roles: [role],
          purpose: purposesOfRole[role][0],
          strong: true,
        },
      })
      if (await database.read(loader, tx => findAccount(tx, accountId))) continue
      const password = passwordFrom(own)
      const passwordHash = await hashPassword(password)
      await database.write(loader, tx =>
        createAccount(tx, {
          id: accountId,
          name: `${person.given} ${person.family}`,
          email: `${role}@${key}.example`,
          passwordHash,
          memberships: [{ agencyId, role }],
          demonstration: { role, agency: name, password },
        }),
      )
    }
  }
  return people
}
