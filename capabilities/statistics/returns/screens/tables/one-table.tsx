import { useIntl } from 'react-intl'
import { useLive } from '#platform/screens/live.ts'
import { ScreenLink, useParam } from '#platform/screens/navigate.tsx'
import { PageTitle, Section } from '#platform/screens/page.tsx'
import { useMay } from '#platform/screens/session.ts'
import { EmptyState, Loaded } from '#platform/screens/states.tsx'
import { useFormats, useText } from '#platform/screens/text.ts'
import { changesBetween } from '../../table-changes.rules.ts'
import { inLanguage } from '../answers.ts'
import { ChangeList } from './change-list.tsx'
import { DefinitionView } from './definition-view.tsx'
import { useOwedWords } from './owed-words.ts'
import {
  type TableAnswer,
  type TablesAnswer,
  tablesPath,
  useTables,
  type VersionAnswer,
} from './tables-answer.ts'
import '../returns.css'
import '../one-return.css'
import './tables.css'

/** One table with all its versions: from when each holds, what it changed and why, and the form that it asks for. */
export default function OneTable() {
  const t = useText()
  const id = useParam('tableId')
  useLive(['returns'])
  const query = useTables()
  return (
    <Loaded
      query={query}
      isEmpty={({ tables }) => !tables.some(table => table.id === id)}
      empty={
        <>
          <PageTitle>{t('return-tables.nav.one')}</PageTitle>
          <EmptyState
            title={t('return-tables.unknown')}
            action={<ScreenLink to={tablesPath}>{t('return-tables.nav.list')}</ScreenLink>}
          >
            {t('return-tables.unknown.text')}
          </EmptyState>
        </>
      }
    >
      {answer => <Whole answer={answer} table={answer.tables.find(table => table.id === id)!} />}
    </Loaded>
  )
}

function Whole({ answer, table }: { answer: TablesAnswer; table: TableAnswer }) {
  const t = useText()
  const { locale } = useIntl()
  const mayDefine = useMay('return-table.define')
  const owed = useOwedWords(answer.labels)
  const titles = titlesOf(answer, locale)
  const { definition } = table.versions[0]!
  return (
    <>
      <PageTitle
        lead={
          <>
            <p>{owed(definition)}</p>
            <p className="return-lead-state">
              <ScreenLink to={tablesPath}>{t('return-tables.nav.list')}</ScreenLink>
            </p>
          </>
        }
        actions={
          mayDefine ? (
            <ScreenLink className="return-button" to={`${tablesPath}/${table.id}/new`}>
              {t('return-tables.new')}
            </ScreenLink>
          ) : undefined
        }
      >
        {inLanguage(definition.title, locale)}
      </PageTitle>
      <Section title={t('return-tables.versions')}>
        <ol className="table-versions">
          {table.versions.map((version, i) => (
            <Version
              key={version.definition.version}
              version={version}
              before={table.versions[i + 1]}
              until={table.versions[i - 1]?.definition.from}
              answer={answer}
              titles={titles}
            />
          ))}
        </ol>
      </Section>
    </>
  )
}

function Version(props: {
  version: VersionAnswer
  before: VersionAnswer | undefined
  /** From when the next version holds. */
  until: string | undefined
  answer: TablesAnswer
  titles: Readonly<Record<string, string>>
}) {
  const { version, before, until, answer, titles } = props
  const t = useText()
  const write = useFormats()
  const { definition, madeAt, madeBy } = version
  return (
    <li>
      <h3>
        {until === undefined
          ? t('returns.versionIs', { version: definition.version, from: definition.from })
          : until <= definition.from
            ? t('return-tables.replaced', { version: definition.version, from: until })
            : t('return-tables.versionWas', {
                version: definition.version,
                from: definition.from,
                to: String(Number(until) - 1),
              })}
      </h3>
      <p className="return-quiet">
        {madeAt === null
          ? t('return-tables.shipped')
          : t(madeBy === null ? 'return-tables.made' : 'return-tables.madeBy', {
              time: write.time(madeAt),
              name: madeBy ?? '',
            })}
      </p>
      {definition.reason && (
        <p className="return-prose">{t('returns.because', { reason: definition.reason })}</p>
      )}
      {before && (
        <>
          <h4>{t('return-tables.changedSince', { version: before.definition.version })}</h4>
          <ChangeList
            changes={changesBetween(before.definition, definition)}
            labels={answer.labels}
            titles={titles}
          />
        </>
      )}
      <details className="return-definition" open={until === undefined}>
        <summary>{t('return-tables.definitionOf', { version: definition.version })}</summary>
        <DefinitionView definition={definition} labels={answer.labels} titles={titles} />
      </details>
    </li>
  )
}

/** Titles of the newest versions. */
export const titlesOf = ({ tables }: TablesAnswer, language: string): Record<string, string> =>
  Object.fromEntries(
    tables.map(({ id, versions }) => [id, inLanguage(versions[0]!.definition.title, language)]),
  )
