import { useIntl } from 'react-intl'
import { useText } from '#platform/screens/text.ts'
import type { Block } from '../../return.entity.ts'
import { inLanguage } from '../answers.ts'
import type { Labels } from './tables-answer.ts'

/** Which number of a part is the sum of which, and whether it has to be that of the first part. */
export function SumWords({ block, first, labels }: { block: Block; first?: Block; labels: Labels }) {
  const t = useText()
  const { locale } = useIntl()
  const names = ({ dimension, codes, open }: Block['rows']) => [
    ...codes.map(code => labels[dimension]?.[code] ?? code),
    ...(open ? [t(`return-tables.added.${open}`)] : []),
  ]
  return (
    <div className="table-sums">
      <p>{t('return-tables.sum', { parts: names(block.rows).join(' + ') })}</p>
      {block.columns && <p>{t('return-tables.sum.columns', { parts: names(block.columns).join(' + ') })}</p>}
      {first && !block.apart && (
        <p>{t('return-tables.sum.first', { part: inLanguage(first.title, locale) })}</p>
      )}
      {first && block.apart && <p>{t('returns.apart')}</p>}
    </div>
  )
}
