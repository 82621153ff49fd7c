import { authorise } from '#kernel/policy/policy.ts'
import type { Write } from '#platform/database/transaction.ts'
import { found, Invalid, NotFound } from '#platform/http/refusals.ts'
import type { Asked, RouteServer } from '#platform/http/route.ts'
import { integer, list, object, oneOf, optional, uuid } from '#platform/http/shape.ts'
import { correctedFields } from './doubts.acts.ts'
import {
  addErratum,
  type Correction,
  correct,
  type Erratum,
  findCorrections,
  findErrata,
  findParagraph,
  findReservations,
  hasErratum,
  mustHaveSeen,
  removeErratum,
  restore,
  undoSettlement,
  type WantedCorrection,
} from './doubts.remarks.store.ts'
import {
  correctionsShape,
  errataShape,
  erratumShape,
  flagShape,
  remarksShape,
  settlementShape,
} from './doubts.shapes.ts'
import { type FlagRecord, findFlagged, listFlags, settle } from './doubts.store.ts'
import { fullSlug } from './recommendation.store.ts'
import type { Decision } from './recommendations.acts.ts'
import { recommendationPolicies } from './recommendations.policy.ts'
import { addressText, slugText } from './recommendations.shapes.ts'
import { idsOfSlugs } from './registry.store.ts'
import { idOf } from './stable-id.ts'

const mayRead = ({ caller }: Pick<Asked, 'caller'>) =>
  authorise(caller, 'recommendation.read', recommendationPolicies['recommendation.read'], undefined)

/** Doubtful places, what people read otherwise than the machine, errata, and reservations. */
export function doubtRoutes(server: RouteServer): void {
  server.read(
    'GET',
    '/api/recommendations/flags',
    {
      summary: 'Doubtful places with the source around them; those still open first',
      caller: 'signed-in',
      extendsSession: false,
      query: { report: optional(slugText), state: optional(oneOf(['open', 'settled'])) },
      answer: object({ flags: list(flagShape) }),
    },
    async asked => {
      mayRead(asked)
      const { report, state } = asked.query
      const which = {
        ...(report === undefined ? {} : { report }),
        ...(state === undefined ? {} : { open: state === 'open' }),
      }
      return { flags: (await asked.read(tx => listFlags(tx, which))).map(presentedFlag) }
    },
  )

  server.write(
    'PUT',
    '/api/recommendations/flags/:id/settlement',
    {
      summary: 'Settle a doubtful place after comparing it with the printed report; the text stays as read',
      caller: 'signed-in',
      params: { id: uuid },
      body: settlementShape,
      answer: flagShape,
    },
    async ({ params, body, write, actId, expectedVersion }) =>
      write(async tx => {
        const flag = found((await listFlags(tx, { id: params.id }))[0])
        const remark = body.remark.trim()
        const repeated = await settle(
          tx,
          params.id,
          { decision: body.decision, remark },
          actId,
          expectedVersion,
        )
        if (!repeated) await applySettlement(tx, flag, { ...body, remark }, actId)
        return presentedFlag(found((await listFlags(tx, { id: params.id }))[0]))
      }),
  )

  server.read(
    'GET',
    '/api/recommendations/items/:report/:address/remarks',
    {
      summary: 'What stands beside a recommendation: reservations, errata, and what people read otherwise',
      caller: 'signed-in',
      extendsSession: false,
      params: { report: slugText, address: addressText },
      answer: remarksShape,
    },
    async asked => {
      mayRead(asked)
      return asked.read(async tx => {
        const slug = await fullSlug(tx, asked.params.report)
        const at = found(await findParagraph(tx, slug, asked.params.address))
        return {
          reservations: await findReservations(tx, at),
          errata: (await findErrata(tx, at.reportId, at.ordinal)).map(timed),
          corrections: (await findCorrections(tx, at)).map(timed),
          atoms: at.atoms,
        }
      })
    },
  )

  server.write(
    'POST',
    '/api/recommendations/items/:report/:address/corrections',
    {
      summary: 'Read atoms otherwise than the machine did: whom, how strongly; its reading is kept',
      caller: 'signed-in',
      params: { report: slugText, address: addressText },
      body: correctionsShape,
      answer: 'nothing',
    },
    async ({ params, body, write, actId }) =>
      write(async tx => {
        const at = found(await findParagraph(tx, await fullSlug(tx, params.report), params.address))
        const remark = body.remark.trim()
        if (remark === '') throw new Invalid([remarkMissing])
        await mustHaveSeen(tx, at, at.atoms, body.corrections)
        checkCorrections(at.atoms, body.corrections)
        await correct(tx, keyOf(at), at.atoms, body.corrections.map(trimmed), { remark, flagId: null }, actId)
      }),
  )

  server.write(
    'DELETE',
    '/api/recommendations/items/:report/:address/corrections/:place/:field',
    {
      summary: "Let the machine's reading hold again",
      caller: 'signed-in',
      params: {
        report: slugText,
        address: addressText,
        place: integer({ min: 0 }),
        field: oneOf(correctedFields),
      },
      answer: 'nothing',
    },
    async ({ params, write, actId, expectedVersion }) =>
      write(async tx => {
        const at = found(await findParagraph(tx, await fullSlug(tx, params.report), params.address))
        const standing = await findCorrections(tx, at)
        const one = found(
          standing.find(({ place, field }) => place === params.place && field === params.field),
        )
        await restore(tx, at, one, actId, expectedVersion)
      }),
  )

  server.read(
    'GET',
    '/api/recommendations/reports/:slug/errata',
    {
      summary: 'The errata of a report; its text stays as printed',
      caller: 'signed-in',
      extendsSession: false,
      params: { slug: slugText },
      answer: errataShape,
    },
    async asked => {
      mayRead(asked)
      return asked.read(async tx => {
        const [id] = await idsOfSlugs(tx, [asked.params.slug])
        return { errata: (await findErrata(tx, found(id))).map(timed) }
      })
    },
  )

  server.write(
    'POST',
    '/api/recommendations/items/:report/:address/errata',
    {
      summary: 'Attach an erratum to any numbered paragraph; the source stays as printed',
      caller: 'signed-in',
      params: { report: slugText, address: addressText },
      body: erratumShape,
      answer: 'nothing',
    },
    async ({ params, body, write, actId }) =>
      write(async tx => {
        const at = found(await findParagraph(tx, await fullSlug(tx, params.report), params.address))
        const { sub = null, printed, meant } = body
        checkErratum(at.text, printed, meant)
        checkLetter(at.letters, sub)
        const remark = body.remark.trim()
        await addErratum(tx, { ...keyOf(at), sub, printed, meant, remark, flagId: null }, actId)
      }),
  )

  server.write(
    'DELETE',
    '/api/recommendations/errata/:id',
    {
      summary: 'Take an erratum back',
      caller: 'signed-in',
      params: { id: uuid },
      answer: 'nothing',
    },
    async ({ params, caller, write, actId, expectedVersion }) => {
      authorise(caller, 'erratum.withdraw', recommendationPolicies['erratum.withdraw'], undefined)
      return write(async tx => {
        if (!(await hasErratum(tx, params.id))) throw new NotFound()
        await removeErratum(tx, params.id, actId, expectedVersion)
      })
    },
  )
}

interface Settlement {
  decision: Decision
  remark: string
  corrections?: WantedCorrection[]
  erratum?: { printed: string; meant: string }
}

/** What a decision brings with it replaces what an earlier one had brought. */
async function applySettlement(
  tx: Write,
  flag: FlagRecord,
  wanted: Settlement,
  actId: string,
): Promise<void> {
  const at = found(await findFlagged(tx, flag.id))
  const key = at.ordinal === null ? undefined : { reportId: at.reportId, ordinal: at.ordinal }
  if (key && wanted.decision === 'read-otherwise')
    await mustHaveSeen(tx, key, flag.atoms, wanted.corrections ?? [])
  await undoSettlement(tx, flag.id, actId)
  const { atoms } = found((await listFlags(tx, { id: flag.id }))[0])
  checkSettlement({ ...flag, atoms }, wanted, at.text)
  if (!key) return
  const { remark } = wanted
  if (wanted.decision === 'read-otherwise') {
    await correct(tx, key, atoms, wanted.corrections!.map(trimmed), { remark, flagId: flag.id }, actId)
  }
  if (wanted.decision === 'print-wrong' && wanted.erratum)
    await addErratum(
      tx,
      { ...key, sub: at.sub, ...wanted.erratum, remark, flagId: flag.id },
      idOf(actId, 'erratum'),
    )
}

const remarkMissing = {
  where: 'remark',
  code: 'flag.remark',
  what: 'It is not said what the printed report says.',
  remedy: 'Write down the words as they are printed, or what is wrong with them.',
}

/** @param text of the paragraph the place stands in @throws Invalid when the decision lacks what it needs */
function checkSettlement(
  flag: FlagRecord,
  { decision, remark, corrections, erratum }: Settlement,
  text: string | null,
): void {
  if (decision !== 'reading-right' && remark === '') throw new Invalid([remarkMissing])
  if (decision === 'read-otherwise') checkCorrections(flag.atoms, corrections ?? [])
  if (decision === 'print-wrong' && erratum) {
    if (!flag.inParagraph)
      throw new Invalid([
        {
          where: 'erratum',
          code: 'erratum.place',
          what: 'This place stands in no numbered paragraph, so no erratum can be attached to it.',
          remedy: 'Write in words what is wrong in print.',
        },
      ])
    // The place itself may lie across lines of the file, where the paragraph has blanks.
    checkErratum(erratum.printed === flag.literal ? null : text, erratum.printed, erratum.meant)
  }
}

/** @throws Invalid when nothing is said, or of an atom that is not there */
function checkCorrections(atoms: FlagRecord['atoms'], corrections: readonly WantedCorrection[]): void {
  const changes = corrections.filter(({ place, field, said }) => {
    const atom = atoms.find(one => one.place === place)
    return atom !== undefined && said.trim() !== '' && atom[field] !== said.trim()
  })
  if (changes.length > 0 && corrections.every(({ said }) => said.trim() !== '')) return
  throw new Invalid([
    {
      where: 'corrections',
      code: 'reading.corrections',
      what: 'It is not said what is to be read otherwise.',
      remedy: 'Change the addressee or the obligation of at least one request.',
    },
  ])
}

/** @throws Invalid when the words do not stand there, or nothing is meant otherwise */
function checkErratum(text: string | null, printed: string, meant: string): void {
  if (text !== null && !text.includes(printed))
    throw new Invalid([
      {
        where: 'printed',
        code: 'erratum.printed',
        what: 'These words do not stand in the paragraph as printed.',
        remedy: 'Copy them from the text, letter by letter.',
      },
    ])
  if (printed.trim() === meant.trim())
    throw new Invalid([
      {
        where: 'meant',
        code: 'erratum.meant',
        what: 'What is meant is the same as what is printed.',
        remedy: 'Write the words as they should be printed.',
      },
    ])
}

/** @throws Invalid when the paragraph has no such sub-item */
function checkLetter(letters: readonly string[], sub: string | null): void {
  if (sub === null || letters.includes(sub)) return
  throw new Invalid([
    {
      where: 'sub',
      code: 'erratum.sub',
      what: `The paragraph has no sub-item (${sub}).`,
      remedy: 'Name one of its letters, or none for the whole paragraph.',
    },
  ])
}

const trimmed = (wanted: WantedCorrection): WantedCorrection => ({ ...wanted, said: wanted.said.trim() })
const keyOf = ({ reportId, ordinal }: { reportId: string; ordinal: number }) => ({ reportId, ordinal })

const timed = <T extends Correction | Erratum>({ atMs, ...rest }: T) => ({
  ...rest,
  at: new Date(atMs).toISOString(),
})

const presentedFlag = ({ settled, ...flag }: FlagRecord) => ({
  ...flag,
  settled: settled && {
    decision: settled.decision,
    remark: settled.remark,
    by: settled.by,
    at: new Date(settled.atMs).toISOString(),
  },
})
