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

const idPattern = /^[a-z0-9]+(-[a-z0-9]+)*$/
const codesMax = 60
const blocksMax = 8

/**
 * Reads the definition of a table as somebody wrote it.
 * @returns the definition, or every sentence on what is wrong
 */
export function readDefinition(wish: unknown): Result<TableDefinition> {
  const problems: Problem[] = []
  const say = (where: string, what: string, remedy: string) =>
    void problems.push({ where, code: 'returns.definition', what, remedy })
  if (typeof wish !== 'object' || wish === null || Array.isArray(wish))
    return refused({
      where: 'definition',
      code: 'returns.definition',
      what: 'This is no definition of a table.',
      remedy: 'Send a JSON object; “palermo statistics returns table persons-suspected” shows one.',
    })
  const d = wish as Partial<TableDefinition>
  if (typeof d.id !== 'string' || !idPattern.test(d.id) || d.id.length > 60)
    say('id', 'The id of the table is missing or cannot be taken.', 'Use small letters, digits and hyphens.')
  if (typeof d.from !== 'string' || !/^\d{4}$/.test(d.from))
    say('from', 'It is not said from which year on the table is owed.', 'Give a year, such as "2026".')
  const among = <T extends string>(where: string, value: unknown, values: readonly T[]) => {
    if (!values.includes(value as T))
      say(where, `“${String(value)}” is no ${where}.`, `Use one of: ${values.join(', ')}.`)
  }
  among('step', d.step, responseSteps)
  among('measure', d.measure, returnMeasures)
  among('period', d.period, periodKinds)
  if (!Array.isArray(d.owedBy) || d.owedBy.length === 0)
    say('owedBy', 'It is not said which kinds of agency owe the table.', 'Name at least one kind of agency.')
  else for (const kind of d.owedBy) among<AgencyKind>('owedBy', kind, agencyKinds)
  if (!Number.isInteger(d.dueMonths) || d.dueMonths! < 0 || d.dueMonths! > 24)
    say('dueMonths', 'The day due is missing.', 'Give a whole number of months from 0 to 24.')
  for (const name of ['title', 'note'] as const)
    if (typeof d[name]?.en !== 'string' || d[name].en.trim() === '' || d[name].en.length > 2_000)
      say(
        name,
        `The ${name} in English is missing or too long.`,
        'Write at most 2,000 characters under “en”.',
      )
  for (const name of ['articles', 'source'] as const)
    if (typeof d[name] !== 'string' || d[name].trim() === '' || d[name].length > 2_000)
      say(
        name,
        `The ${name} of the table are not said.`,
        'Every table carries its articles, its source and a note.',
      )
  if (!Array.isArray(d.blocks) || d.blocks.length === 0 || d.blocks.length > blocksMax)
    say('blocks', 'The table has no blocks, or too many.', `Give 1 to ${blocksMax} blocks.`)
  else checkBlocks(d.blocks, say)
  if (problems.length > 0) return { ok: false, problems }
  const labels = (given: TableDefinition['title']) =>
    Object.fromEntries(
      (['en', 'fr', 'es', 'ar', 'ru', 'zh'] as const).map(l => [l, given[l] ?? given.en]),
    ) as TableDefinition['title']
  return ok({
    id: d.id!,
    version: 0,
    from: d.from!,
    step: d.step!,
    measure: d.measure!,
    owedBy: d.owedBy!,
    period: d.period!,
    dueMonths: d.dueMonths!,
    title: labels(d.title!),
    note: labels(d.note!),
    articles: d.articles!,
    source: d.source!,
    ownChoice: textsOf(d.ownChoice),
    atMost: textsOf(d.atMost),
    blocks: d.blocks!.map(block => ({
      id: block.id,
      title: labels(block.title),
      rows: sideOf(block.rows),
      ...(block.columns && { columns: sideOf(block.columns) }),
      ...(block.apart && { apart: true }),
    })),
  })
}

type Say = (where: string, what: string, remedy: string) => void

function checkBlocks(blocks: readonly Partial<Block>[], say: Say) {
  const ids = new Set<unknown>()
  blocks.forEach((block, i) => {
    const where = `blocks[${i}]`
    if (typeof block?.id !== 'string' || !idPattern.test(block.id) || ids.has(block.id))
      say(`${where}.id`, 'The block has no id of its own.', 'Give each block its own id of small letters.')
    ids.add(block?.id)
    if (typeof block?.title?.en !== 'string' || block.title.en.trim() === '')
      say(`${where}.title`, 'The block has no title in English.', 'Write one under “en”.')
    checkSide(`${where}.rows`, block?.rows, say)
    if (block?.columns) {
      checkSide(`${where}.columns`, block.columns, say)
      if (block.columns.open)
        say(
          `${where}.columns`,
          'Columns cannot be added by agencies.',
          'Leave “open” out, or turn the block.',
        )
      if (block.columns.dimension === block.rows?.dimension)
        say(`${where}.columns`, 'Rows and columns count by the same.', 'Use two different dimensions.')
    }
  })
  if (blocks[0]?.apart)
    say(
      'blocks[0]',
      'The first block counts something apart.',
      'Begin with a block of what the table counts.',
    )
}

function checkSide(where: string, side: Partial<Breakdown> | undefined, say: Say) {
  if (!returnDimensions.includes(side?.dimension as never))
    say(where, 'It is not said by what is counted.', `Use one of: ${returnDimensions.join(', ')}.`)
  const codes: unknown = side?.codes
  if (!Array.isArray(codes) || codes.length > codesMax || (codes.length === 0 && !side?.open))
    say(where, 'The codes are missing or too many.', `Give 1 to ${codesMax} codes.`)
  else if (
    new Set(codes).size < codes.length ||
    codes.some(c => typeof c !== 'string' || c === '' || c === total || c.length > 60 || /[|]/.test(c))
  )
    say(
      where,
      'A code is there twice, or cannot be a code.',
      'Use different codes without “|”, and not “_T”.',
    )
  if (side?.open !== undefined && side.open !== 'countries' && side.open !== 'text')
    say(where, `“${String(side.open)}” is no kind of open row.`, 'Use “countries” or “text”.')
}

const sideOf = ({ dimension, codes, open }: Breakdown): Breakdown => ({
  dimension,
  codes,
  ...(open && { open }),
})

const textsOf = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((one): one is string => typeof one === 'string').slice(0, 20) : []
