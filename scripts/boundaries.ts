import { cruise } from 'dependency-cruiser'
import { type ImportRule, importRules, readingOptions } from './import-rules.ts'

/** The rooms that the import rules speak of. */
export const rooms = ['kernel', 'platform', 'capabilities', 'standards', 'apps']

export interface Violation {
  rule: string
  from: string
  to: string
  remedy: string
}

/**
 * Checks the import rules: all of them on what is loaded, and all but browser safety on types as well, since a type
 * never reaches the browser.
 * @param folders what to read, relative to the project
 */
export async function checkBoundaries(
  folders: readonly string[],
  baseDir = process.cwd(),
): Promise<Violation[]> {
  const loaded = await run(folders, importRules, false, baseDir)
  const typed = await run(
    folders,
    importRules.filter(rule => rule.name !== '5-browser-safe'),
    true,
    baseDir,
  )
  const seen = new Map([...loaded, ...typed].map(v => [`${v.rule} ${v.from} ${v.to}`, v]))
  return [...seen.values()]
}

async function run(
  folders: readonly string[],
  forbidden: readonly ImportRule[],
  withTypes: boolean,
  baseDir: string,
): Promise<Violation[]> {
  const { output } = await cruise([...folders], {
    ...readingOptions,
    baseDir,
    validate: true,
    ruleSet: { forbidden, options: readingOptions } as never,
    tsPreCompilationDeps: withTypes,
  } as never)
  if (typeof output === 'string') throw new Error('The import checker gave no result.')
  const remedies = new Map(forbidden.map(rule => [rule.name, rule.comment]))
  return output.summary.violations.map(v => ({
    rule: v.rule.name,
    from: v.from,
    to: v.to,
    remedy: remedies.get(v.rule.name) ?? '',
  }))
}

if (import.meta.main) {
  const violations = await checkBoundaries(rooms)
  for (const v of violations) console.error(`${v.rule}: ${v.from} imports ${v.to}.\n  ${v.remedy}`)
  console.log(violations.length === 0 ? 'Import rules: kept.' : `Import rules: ${violations.length} broken.`)
  process.exitCode = violations.length === 0 ? 0 : 1
}
