import { Button } from '@mantine/core'
import { useState } from 'react'
import { useIntl } from 'react-intl'
import { useText } from '#platform/screens/text.ts'
import type { ImportProblem } from '../import/import-problem.ts'
import type { CheckResult } from './answers.ts'

const stepRows = 50

/** Things to look at that keep nothing out. */
export function Notices({ notices }: { notices: readonly ImportProblem[] }) {
  const t = useText()
  if (notices.length === 0) return null
  return (
    <details className="case-notices" open={notices.length <= 3}>
      <summary>{t('cases.problems.notices', { count: notices.length })}</summary>
      <ul>
        {notices.map(n => (
          <li key={`${n.code} ${n.column ?? ''} ${n.where}`}>
            <Sentences problem={n} />
          </li>
        ))}
      </ul>
    </details>
  )
}

/** Every problem with its row, column, value and remedy; the first ones at once, the rest on request. */
export function ProblemTable({ problems, total }: { problems: readonly ImportProblem[]; total: number }) {
  const t = useText()
  const [shown, setShown] = useState(stepRows)
  if (problems.length === 0) return null
  return (
    <>
      <table className="case-problems">
        <caption className="only-heard">{t('cases.problems')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('cases.problems.row')}</th>
            <th scope="col">{t('cases.problems.column')}</th>
            <th scope="col">{t('cases.problems.value')}</th>
            <th scope="col">{t('cases.problems.what')}</th>
          </tr>
        </thead>
        <tbody>
          {problems.slice(0, shown).map((p, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the list is read once and never changes its order
            <tr key={index} data-severity={p.severity}>
              <th scope="row">{p.row ?? t('cases.problems.file')}</th>
              <td>
                <ColumnName problem={p} />
              </td>
              <td>{p.value !== undefined && <q dir="auto">{p.value}</q>}</td>
              <td>
                <SeverityMark severity={p.severity} /> <Sentences problem={p} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {shown < problems.length && (
        <Button variant="default" size="sm" onClick={() => setShown(shown + stepRows * 4)}>
          {t('cases.problems.more', { count: problems.length - shown })}
        </Button>
      )}
      {total > problems.length && shown >= problems.length && (
        <p className="case-note">{t('cases.problems.capped', { kept: problems.length, total })}</p>
      )}
    </>
  )
}

/** A column as the file heads it, and the field that it was read as, in the reader's words, where they differ. */
function ColumnName({ problem }: { problem: Pick<ImportProblem, 'column' | 'header' | 'labelKey'> }) {
  const { column, header = '', labelKey } = problem
  const t = useText()
  const label = labelKey === undefined ? '' : t(labelKey)
  const isSame = label.localeCompare(header.trim(), undefined, { sensitivity: 'base' }) === 0
  return (
    <>
      {column && <span className="case-letters">{column}</span>} <bdi>{header}</bdi>
      {label !== '' && !isSame && (
        <>
          {' '}
          <bdi className="case-field">{label}</bdi>
        </>
      )}
    </>
  )
}

/** A group tells its first value only within its sentence. */
const quoted = (what: string) => {
  const value = /“([^”]*)”/.exec(what)?.[1]
  return value === undefined ? {} : { value }
}

/** The same problem in many rows, told once. */
export function ProblemGroups({ groups }: { groups: CheckResult['groups'] }) {
  const t = useText()
  if (groups.length === 0) return null
  return (
    <ul className="case-groups">
      {groups.map(g => (
        <li key={`${g.severity} ${g.code} ${g.column ?? ''}`} data-severity={g.severity}>
          <span>
            <SeverityMark severity={g.severity} />{' '}
            {g.column && (
              <>
                <ColumnName problem={g} />
                {t('shell.colon')}
              </>
            )}
            <Sentences problem={{ ...g, ...quoted(g.what) }} />
          </span>
          <small>
            {g.rows === 1 && g.firstRow !== undefined
              ? t('cases.problems.inRow', { row: g.firstRow })
              : t('cases.problems.rows', { count: g.rows })}
            {g.rows > 1 && g.firstRow !== undefined && ` ${t('cases.problems.first', { row: g.firstRow })}`}
          </small>
        </li>
      ))}
    </ul>
  )
}

type Told = Pick<ImportProblem, 'code' | 'what' | 'remedy'> & { value?: string }

/** Sentences of the server that name an inner list and are better said by the texts in every language. */
const alwaysOwn = new Set(['code.unknown'])

/** What is wrong and what to do: in the reader's language where it has the sentence, else in the server's English. */
function Sentences({ problem }: { problem: Told }) {
  const { messages, locale } = useIntl()
  const t = useText()
  // An import tells some problems otherwise than a form does: its reader cannot see the field's limits.
  const ofImports = `cases.problem.${problem.code}`
  const key = messages[`${ofImports}.what`] === undefined ? `problem.${problem.code}` : ofImports
  const isEnglish = locale.startsWith('en')
  if (messages[`${key}.what`] === undefined || (isEnglish && !alwaysOwn.has(problem.code)))
    return (
      <bdi lang="en">
        {problem.what} <strong>{problem.remedy}</strong>
      </bdi>
    )
  return (
    <>
      {t(`${key}.what`, { value: problem.value ?? '…' })} <strong>{t(`${key}.remedy`)}</strong>
    </>
  )
}

function SeverityMark({ severity }: { severity: ImportProblem['severity'] }) {
  const t = useText()
  return <span className="case-severity">{t(`cases.problems.severity.${severity}`)}</span>
}
