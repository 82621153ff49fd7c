import { useIntl } from 'react-intl'
import { useFormats, useText } from '#platform/screens/text.ts'
import { jumpFactorOf } from '../../checks.rules.ts'
import { emptyContent, type TableDefinition } from '../../return.entity.ts'
import { inLanguage } from '../answers.ts'
import { BlockGrid } from '../block-grid.tsx'
import { SumWords } from './sum-words.tsx'
import type { Labels } from './tables-answer.ts'

/** A definition to be read: what is counted, after what, and the form that is filled in. */
export function DefinitionView(props: {
  definition: TableDefinition
  labels: Labels
  titles: Readonly<Record<string, string>>
}) {
  const { definition, labels, titles } = props
  const t = useText()
  const write = useFormats()
  const { locale } = useIntl()
  const { blocks, atMost } = definition
  return (
    <>
      <p className="return-prose">{inLanguage(definition.note, locale)}</p>
      <dl>
        <dt>{t('returns.treaty')}</dt>
        <dd dir="auto">{definition.articles}</dd>
        <dt>{t('returns.definitionSource')}</dt>
        <dd dir="auto">{definition.source}</dd>
        {definition.ownChoice.length > 0 && (
          <>
            <dt>{t('returns.ownChoice')}</dt>
            <dd dir="auto">{definition.ownChoice.join(' ')}</dd>
          </>
        )}
        <dt>{t('return-tables.checks')}</dt>
        <dd>
          {t('return-tables.jumpIs', { factor: write.number(jumpFactorOf(definition)) })}
          {atMost.length > 0 &&
            ` ${t('return-tables.atMostIs', { tables: atMost.map(id => titles[id] ?? id).join(', ') })}`}
        </dd>
      </dl>
      {blocks.map((block, i) => (
        <div key={block.id} className="table-form">
          <BlockGrid
            block={block}
            content={emptyContent()}
            labels={labels}
            checks={[]}
            language={locale}
            isForm
          />
          <SumWords block={block} first={i === 0 ? undefined : blocks[0]} labels={labels} />
        </div>
      ))}
    </>
  )
}
