import { Section } from '#platform/screens/page.tsx'
import { useText } from '#platform/screens/text.ts'
import type { TableDefinition } from '../return.entity.ts'
import type { RevisionAnswer } from './answers.ts'
import { BlockGrid } from './block-grid.tsx'
import { CheckList } from './check-list.tsx'

/** A revision as it was sent, with what looked unlikely and how the agency explained it. */
export function ReadView(props: {
  revision: RevisionAnswer
  definition: TableDefinition
  labels: Record<string, Record<string, string>>
  titles: Readonly<Record<string, string>>
  language: string
}) {
  const { revision, definition, labels, titles, language } = props
  const { content, warnings } = revision
  const t = useText()
  return (
    <Section title={t('returns.revisionIs', { revision: revision.revision })}>
      {definition.blocks.map(block => (
        <BlockGrid
          key={block.id}
          block={block}
          content={content}
          labels={labels}
          checks={warnings}
          language={language}
        />
      ))}
      <dl className="return-about">
        <dt>{t('returns.articles')}</dt>
        <dd>{content.articles}</dd>
        <dt>{t('returns.source')}</dt>
        <dd>{content.source}</dd>
        {content.currency && (
          <>
            <dt>{t('returns.currency')}</dt>
            <dd>{content.currency}</dd>
          </>
        )}
        {content.note && (
          <>
            <dt>{t('returns.note')}</dt>
            <dd className="return-prose">{content.note}</dd>
          </>
        )}
      </dl>
      <CheckList
        checks={warnings}
        definition={definition}
        labels={labels}
        titles={titles}
        language={language}
        explanations={content.explanations}
      />
    </Section>
  )
}
