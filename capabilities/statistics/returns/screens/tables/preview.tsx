import { useMemo, useState } from 'react'
import { useIntl } from 'react-intl'
import { useText } from '#platform/screens/text.ts'
import { checkReturn } from '../../checks.rules.ts'
import { emptyContent, type TableDefinition } from '../../return.entity.ts'
import { BlockGrid, typedInto } from '../block-grid.tsx'
import { CheckList } from '../check-list.tsx'
import { useCountries } from '../row-adder.tsx'
import type { Labels } from './tables-answer.ts'

const nothing = { content: emptyContent(), wrong: {} as Readonly<Record<string, string>> }

/** The form as an agency will see it. It can be tried: sums are checked, and nothing is kept. */
export function Preview(props: {
  definition: TableDefinition
  labels: Labels
  titles: Readonly<Record<string, string>>
}) {
  const { definition, labels, titles } = props
  const t = useText()
  const { locale } = useIntl()
  const countries = useCountries()
  const [{ content, wrong }, setTyped] = useState(nothing)
  const words = { unknown: t('returns.unknown'), notCollected: t('returns.not-collected') }
  const checks = useMemo(
    () =>
      checkReturn(definition, content).filter(
        ({ code }) => !['empty', 'articles', 'source', 'currency'].includes(code),
      ),
    [definition, content],
  )
  const named = {
    ...labels,
    citizenship: {
      ...Object.fromEntries((countries.data?.codes ?? []).map(({ code, label }) => [code, label])),
      ...labels.citizenship,
    },
  }
  return (
    <div className="table-preview">
      {definition.blocks.map(block => (
        <BlockGrid
          key={block.id}
          block={block}
          content={content}
          labels={named}
          wrong={wrong}
          checks={checks}
          language={locale}
          onCell={(key, text) =>
            setTyped(known => {
              const typed = typedInto(known.content, key, text, words)
              const { [key]: _, ...others } = known.wrong
              return {
                content: typed.content,
                wrong: typed.wrong === undefined ? others : { ...others, [key]: typed.wrong },
              }
            })
          }
          onContent={change => setTyped(known => ({ ...known, content: change(known.content) }))}
        />
      ))}
      <CheckList
        checks={checks}
        definition={definition}
        labels={named}
        titles={titles}
        language={locale}
        explanations={{}}
      />
    </div>
  )
}
