import { type Language, languages } from '#kernel/entity/codelist.ts'
import { type AgencyKind, agencyKinds } from '#kernel/policy/caller.ts'
import { ok, type Problem, type Result, refused } from '#kernel/result/result.ts'
import {
  type Block,
  type Breakdown,
  periodKinds,
  responseSteps,
  returnDimensions,
  returnMeasures,
  type TableDefinition,
  total,
} from './return.entity.ts'
import { type ReturnProblem, returnProblem } from './return-problem.rules.ts'

const idPattern = /^[a-z0-9]+(-[a-z0-9]+)*$/
const codesMax = 60
/** Most parts that a table has. */
export const blocksMax = 8
const textMax = 2_000
const blockTitleMax = 200
const choicesMax = 20
/** Between which the threshold of a jump may lie. */
export const jumpFactorRange = [1.1, 100] as const

/**
 * Reads the definition of a table as somebody wrote it.
 * @returns the definition, or every sentence on what is wrong
 */
export function readDefinition(wish: unknown): Result<TableDefinition> {
  const problems: Problem[] = []
  const say: Say = (where, name, value) => void problems.push(returnProblem(where, name, value))
  if (typeof wish !== 'object' || wish === null || Array.isArray(wish))
    return refused(returnProblem('definition', 'definition'))
  const d = wish as Partial<TableDefinition>
  if (typeof d.id !== 'string' || !idPattern.test(d.id) || d.id.length > 60) say('id', 'definition-id')
  if (typeof d.from !== 'string' || !/^\d{4}$/.test(d.from)) say('from', 'definition-from')
  if (!responseSteps.includes(d.step!)) say('step', 'definition-step', String(d.step))
  if (!returnMeasures.includes(d.measure!)) say('measure', 'definition-measure', String(d.measure))
  if (!periodKinds.includes(d.period!)) say('period', 'definition-period', String(d.period))
  if (!Array.isArray(d.owedBy) || d.owedBy.length === 0) say('owedBy', 'definition-owed')
  else
    for (const kind of d.owedBy as unknown[])
      if (!agencyKinds.includes(kind as AgencyKind)) say('owedBy', 'definition-owed-kind', String(kind))
  if (!Number.isInteger(d.dueMonths) || d.dueMonths! < 0 || d.dueMonths! > 24)
    say('dueMonths', 'definition-due')
  checkTexts('title', d.title, 'definition-title', textMax, say)
  checkTexts('note', d.note, 'definition-note', textMax, say)
  for (const name of ['articles', 'source'] as const)
    if (!isText(d[name], textMax)) say(name, `definition-${name}`)
  if (!isTextList(d.ownChoice, choicesMax)) say('ownChoice', 'definition-own-choice')
  if (d.atMost !== undefined && !Array.isArray(d.atMost))
    say('atMost', 'definition-at-most', String(d.atMost))
  for (const other of Array.isArray(d.atMost) ? (d.atMost as unknown[]) : [])
    if (typeof other !== 'string' || !idPattern.test(other) || other === d.id)
      say('atMost', 'definition-at-most', String(other))
  const [least, most] = jumpFactorRange
  const isFactor = typeof d.jumpFactor === 'number' && d.jumpFactor >= least && d.jumpFactor <= most
  if (d.jumpFactor !== undefined && !isFactor) say('jumpFactor', 'definition-jump')
  if (d.reason !== undefined && (typeof d.reason !== 'string' || d.reason.length > textMax))
    say('reason', 'definition-reason')
  if (!Array.isArray(d.blocks) || d.blocks.length === 0 || d.blocks.length > blocksMax)
    say('blocks', 'definition-blocks')
  else checkBlocks(d.blocks, say)
  if (problems.length > 0) return { ok: false, problems }
  return ok({
    id: d.id!,
    version: 0,
    from: d.from!,
    step: d.step!,
    measure: d.measure!,
    owedBy: d.owedBy!,
    period: d.period!,
    dueMonths: d.dueMonths!,
    title: inLanguages(d.title!),
    note: inLanguages(d.note!),
    articles: d.articles!.trim(),
    source: d.source!.trim(),
    ownChoice: (d.ownChoice ?? []).map(one => one.trim()).filter(Boolean),
    atMost: [...new Set(d.atMost ?? [])],
    ...(d.jumpFactor !== undefined && { jumpFactor: d.jumpFactor }),
    ...(d.reason?.trim() && { reason: d.reason.trim() }),
    blocks: d.blocks!.map(block => ({
      id: block.id,
      title: inLanguages(block.title),
      rows: sideOf(block.rows),
      ...(block.columns && { columns: sideOf(block.columns) }),
      ...(block.apart && { apart: true }),
    })),
  })
}

type Say = (where: string, name: ReturnProblem, value?: string) => void

function checkBlocks(blocks: readonly Partial<Block>[], say: Say) {
  const ids = new Set<unknown>()
  blocks.forEach((block, i) => {
    const where = `blocks[${i}]`
    if (typeof block?.id !== 'string' || !idPattern.test(block.id) || ids.has(block.id))
      say(`${where}.id`, 'definition-block-id')
    ids.add(block?.id)
    checkTexts(`${where}.title`, block?.title, 'definition-block-title', blockTitleMax, say)
    checkSide(`${where}.rows`, block?.rows, say)
    if (block?.columns) {
      checkSide(`${where}.columns`, block.columns, say)
      if (block.columns.open) say(`${where}.columns`, 'definition-open-columns')
      if (block.columns.dimension === block.rows?.dimension) say(`${where}.columns`, 'definition-same-sides')
    }
  })
  if (blocks[0]?.apart) say('blocks[0].apart', 'definition-first-apart')
}

function checkSide(where: string, side: Partial<Breakdown> | undefined, say: Say) {
  if (!returnDimensions.includes(side?.dimension as never)) say(where, 'definition-dimension')
  const codes: unknown = side?.codes
  if (!Array.isArray(codes) || codes.length > codesMax || (codes.length === 0 && !side?.open))
    say(`${where}.codes`, 'definition-codes')
  else if (new Set(codes).size < codes.length || !codes.every(isCode))
    say(`${where}.codes`, 'definition-code')
  if (side?.open !== undefined && side.open !== 'countries' && side.open !== 'text')
    say(where, 'definition-open', String(side.open))
}

const isCode = (code: unknown) =>
  typeof code === 'string' && code.trim() !== '' && code !== total && code.length <= 60 && !code.includes('|')

const isText = (value: unknown, max: number) =>
  typeof value === 'string' && value.trim() !== '' && value.length <= max

const isTextList = (value: unknown, max: number) =>
  value === undefined ||
  (Array.isArray(value) &&
    value.length <= max &&
    value.every(one => typeof one === 'string' && one.length <= textMax))

/** English is needed; the other languages may be left out. */
function checkTexts(where: string, texts: unknown, name: ReturnProblem, max: number, say: Say) {
  const given = (texts ?? {}) as Partial<Record<Language, unknown>>
  if (!isText(given.en, max)) say(where, name)
  for (const language of languages) {
    const text = given[language]
    if (language === 'en' || text === undefined) continue
    if (typeof text !== 'string' || text.length > max) say(`${where}.${language}`, 'definition-translation')
  }
}

/** Texts in every language; English where nobody wrote another. */
const inLanguages = (given: Partial<Record<Language, string>>): Record<Language, string> =>
  Object.fromEntries(
    languages.map(language => [language, given[language]?.trim() || given.en!.trim()]),
  ) as Record<Language, string>

const sideOf = ({ dimension, codes, open }: Breakdown): Breakdown => ({
  dimension,
  codes,
  ...(open && { open }),
})
