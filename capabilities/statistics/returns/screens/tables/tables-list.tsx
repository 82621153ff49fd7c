import { useIntl } from 'react-intl'
import { useLive } from '#platform/screens/live.ts'
import { ScreenLink } from '#platform/screens/navigate.tsx'
import { PageTitle } from '#platform/screens/page.tsx'
import { useMay } from '#platform/screens/session.ts'
import { EmptyState, Loaded } from '#platform/screens/states.tsx'
import { useText } from '#platform/screens/text.ts'
import { inLanguage } from '../answers.ts'
import { useOwedWords } from './owed-words.ts'
import { type TablesAnswer, tablesPath, useTables } from './tables-answer.ts'
import '../returns.css'
import './tables.css'

/** The tables that agencies owe: who owes each, how often, and from when its newest version holds. */
export default function ReturnTables() {
  const t = useText()
  const mayDefine = useMay('return-table.define')
  useLive(['returns'])
  const query = useTables()
  return (
    <>
      <PageTitle lead={t(mayDefine ? 'return-tables.lead.define' : 'return-tables.lead')}>
        {t('return-tables.nav.list')}
      </PageTitle>
      <Loaded
        query={query}
        isEmpty={({ tables }) => tables.length === 0}
        empty={<EmptyState title={t('return-tables.none')}>{t('return-tables.none.text')}</EmptyState>}
      >
        {answer => <List answer={answer} />}
      </Loaded>
    </>
  )
}

function List({ answer: { tables, labels, year } }: { answer: TablesAnswer }) {
  const t = useText()
  const { locale } = useIntl()
  const owed = useOwedWords(labels)
  return (
    <ul className="return-list table-list">
      {tables.map(({ id, versions }) => {
        const { definition } = versions[0]!
        return (
          <li key={id}>
            <div>
              <ScreenLink to={`${tablesPath}/${id}`}>{inLanguage(definition.title, locale)}</ScreenLink>
              <p>{owed(definition)}</p>
              <p className="table-version" data-coming={Number(definition.from) > year || undefined}>
                {t('returns.versionIs', { version: definition.version, from: definition.from })}
              </p>
            </div>
          </li>
        )
      })}
    </ul>
  )
}
