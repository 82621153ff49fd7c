import { Button, Select } from '@mantine/core'
import { useState } from 'react'
import { useIntl } from 'react-intl'
import { type Language, languages } from '#kernel/entity/codelist.ts'
import { useLive } from '#platform/screens/live.ts'
import { ScreenLink, useParam } from '#platform/screens/navigate.tsx'
import { PageTitle, Section } from '#platform/screens/page.tsx'
import { EmptyState, Loaded } from '#platform/screens/states.tsx'
import { useText } from '#platform/screens/text.ts'
import { type ReturnDimension, returnDimensions, type TableDefinition } from '../../return.entity.ts'
import { changesBetween } from '../../table-changes.rules.ts'
import { blocksMax } from '../../table-definition.rules.ts'
import { readVersion } from '../../table-version.rules.ts'
import { inLanguage } from '../answers.ts'
import { ChangeList } from './change-list.tsx'
import { CheckFields } from './check-fields.tsx'
import { asRead, movedBlock, newBlock } from './draft.ts'
import { useKept } from './kept.ts'
import { titlesOf } from './one-table.tsx'
import { OwedFields } from './owed-fields.tsx'
import { PartFields } from './part-fields.tsx'
import { Preview } from './preview.tsx'
import { useProblems } from './problems.ts'
import { Saving } from './saving.tsx'
import { type TablesAnswer, tablesPath, useTables } from './tables-answer.ts'
import { WordFields } from './word-fields.tsx'
import '../returns.css'
import '../one-return.css'
import './tables.css'

/** The next version of a table: it starts from the newest one, and shows the form while it is written. */
export default function NewVersion() {
  const t = useText()
  const id = useParam('tableId')
  useLive(['returns'])
  const query = useTables()
  return (
    <Loaded
      query={query}
      isEmpty={({ tables }) => !tables.some(table => table.id === id)}
      empty={
        <EmptyState
          title={t('return-tables.unknown')}
          action={<ScreenLink to={tablesPath}>{t('return-tables.nav.list')}</ScreenLink>}
        >
          {t('return-tables.unknown.text')}
        </EmptyState>
      }
    >
      {answer => <Editor key={id} answer={answer} id={id} />}
    </Loaded>
  )
}

function Editor({ answer, id }: { answer: TablesAnswer; id: string }) {
  const t = useText()
  const { locale } = useIntl()
  const tables = answer.tables.map(({ versions }) => versions[0]!.definition)
  const newest = tables.find(table => table.id === id)!
  // What somebody else saves meanwhile is told when she saves; her own work does not change under her hands.
  const [last] = useState(newest)
  const { draft, change, begunFrom, forget } = useKept(last, answer.year)
  const [writing, setWriting] = useState<Language>(
    languages.find(code => code === locale.split('-')[0]) ?? 'en',
  )
  const titles = titlesOf(answer, locale)
  const read = readVersion(draft, tables)
  const problems = useProblems(read.ok ? [] : read.problems)
  const shown = asRead(draft)
  const changes = changesBetween(last, shown)
  const fields = { draft, onChange: change, problems, labels: answer.labels }
  const begun = answer.begun
    .filter(({ tableId, year }) => tableId === id && year >= Number(draft.from))
    .reduce((sum, { returns }) => sum + returns, 0)
  return (
    <>
      <PageTitle
        lead={
          <>
            <p>
              {t('return-tables.new.lead', {
                table: inLanguage(last.title, locale),
                version: last.version,
              })}
            </p>
            <p className="return-lead-state">
              <ScreenLink to={`${tablesPath}/${id}`}>{inLanguage(last.title, locale)}</ScreenLink>
            </p>
          </>
        }
      >
        {t('return-tables.new')}
      </PageTitle>
      {begunFrom !== undefined && (
        <p className="table-kept" role="status">
          {begunFrom === last.version
            ? t('return-tables.kept')
            : t('return-tables.keptFrom', { from: begunFrom, version: last.version })}{' '}
          <Button variant="default" size="compact-sm" onClick={forget}>
            {t('return-tables.forget')}
          </Button>
        </p>
      )}
      <Section title={t('return-tables.when')}>
        <OwedFields {...fields} last={last} begun={begun} />
      </Section>
      <Section title={t('return-tables.words')}>
        <WordFields {...fields} last={last} writing={writing} onWriting={setWriting} />
      </Section>
      <Section title={t('return-tables.parts')}>
        <p className="return-measure">{t('return-tables.parts.lead')}</p>
        <Parts {...fields} answer={answer} writing={writing} />
      </Section>
      <Section title={t('return-tables.checks')}>
        <CheckFields {...fields} tables={tables} titles={titles} />
      </Section>
      <Section title={t('return-tables.preview')}>
        <p className="return-measure">{t('return-tables.preview.lead')}</p>
        <Preview
          key={JSON.stringify(draft.blocks.map(({ title: _, ...block }) => block))}
          definition={shown}
          labels={answer.labels}
          titles={titles}
        />
      </Section>
      <Section title={t('return-tables.changedSince', { version: last.version })}>
        <ChangeList changes={changes} labels={answer.labels} titles={titles} />
      </Section>
      <Saving
        draft={draft}
        last={last}
        problems={problems}
        onReason={reason => change({ reason })}
        onSaved={forget}
      />
    </>
  )
}

function Parts(props: {
  draft: TableDefinition
  onChange: (more: Partial<TableDefinition>) => void
  problems: ReturnType<typeof useProblems>
  answer: TablesAnswer
  writing: Language
}) {
  const { draft, onChange, problems, answer, writing } = props
  const t = useText()
  const { blocks } = draft
  const add = (dimension: ReturnDimension) =>
    onChange({ blocks: [...blocks, newBlock(blocks, dimension, answer.codes)] })
  return (
    <>
      {problems.at('blocks') && <p className="return-bad">{problems.at('blocks')}</p>}
      {blocks.map((block, place) => (
        <PartFields
          key={block.id}
          blocks={blocks}
          place={place}
          writing={writing}
          codes={answer.codes}
          labels={answer.labels}
          problems={problems}
          onChange={changed => onChange({ blocks: blocks.map(one => (one === block ? changed : one)) })}
          onMove={by => onChange({ blocks: movedBlock(blocks, place, by) })}
          onRemove={() => onChange({ blocks: blocks.filter(one => one !== block) })}
        />
      ))}
      <Select
        className="table-year"
        label={t('return-tables.addPart')}
        disabled={blocks.length >= blocksMax}
        value={null}
        data={returnDimensions.map(dimension => ({
          value: dimension,
          label: t(`return-tables.by.${dimension}`),
        }))}
        onChange={dimension => dimension && add(dimension as ReturnDimension)}
      />
    </>
  )
}
