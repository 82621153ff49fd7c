import { useIntl } from 'react-intl'
import { languageName } from '#kernel/language/languages.ts'
import { useFormats, useText } from '#platform/screens/text.ts'
import type { Block } from '../../return.entity.ts'
import type { TableChange } from '../../table-changes.rules.ts'
import { inLanguage } from '../answers.ts'
import type { Labels } from './tables-answer.ts'

/**
 * Each change of a table as one sentence in the reader's language.
 * @param titles titles of tables by their ids
 */
export function useChangeWords(labels: Labels, titles: Readonly<Record<string, string>>) {
  const t = useText()
  const write = useFormats()
  const { locale } = useIntl()
  const listed = (names: readonly string[]) =>
    new Intl.ListFormat(locale, { type: 'conjunction' }).format(names)
  const part = (block: Block) => inLanguage(block.title, locale)
  const lists = (added: readonly string[], removed: readonly string[], key: string, more: object = {}) =>
    [
      added.length > 0 ? t(`return-tables.change.${key}.added`, { ...more, names: listed(added) }) : '',
      removed.length > 0 ? t(`return-tables.change.${key}.removed`, { ...more, names: listed(removed) }) : '',
    ]
      .filter(Boolean)
      .join(' ')
  return (change: TableChange): string => {
    switch (change.kind) {
      case 'title':
      case 'note':
      case 'block-title':
        return t(`return-tables.change.${change.kind}`, {
          languages: listed((change.languages ?? []).map(language => languageName(language, locale))),
          part: change.block ? part(change.block) : '',
        })
      case 'articles':
      case 'source':
      case 'own-choice':
      case 'order':
        return t(`return-tables.change.${change.kind}`)
      case 'owed': {
        const names = (kinds: readonly string[]) => kinds.map(kind => labels.agencyKind?.[kind] ?? kind)
        return lists(names(change.added), names(change.removed), 'owed')
      }
      case 'at-most': {
        const names = (ids: readonly string[]) => ids.map(id => titles[id] ?? id)
        return lists(names(change.added), names(change.removed), 'at-most')
      }
      case 'period':
        return t('return-tables.change.period', {
          from: t(`return-tables.period.${change.from}`),
          to: t(`return-tables.period.${change.to}`),
        })
      case 'due':
        return t('return-tables.change.due', { from: change.from, to: change.to })
      case 'jump':
        return t('return-tables.change.jump', {
          from: write.number(change.from),
          to: write.number(change.to),
        })
      case 'block-added':
      case 'block-removed':
      case 'block-apart':
      case 'block-counted':
        return t(`return-tables.change.${change.kind}`, { part: part(change.block) })
      case 'side':
        return t(`return-tables.change.side.${change.side}`, {
          part: part(change.block),
          from: t(change.from ? `return-tables.by.${change.from}` : 'return-tables.by.none'),
          to: t(change.to ? `return-tables.by.${change.to}` : 'return-tables.by.none'),
        })
      case 'codes': {
        const names = (codes: readonly string[]) =>
          codes.map(code => labels[change.dimension]?.[code] ?? code)
        return lists(names(change.added), names(change.removed), 'codes', { part: part(change.block) })
      }
      case 'code-order':
      case 'open':
      case 'closed':
        return t(`return-tables.change.${change.kind}`, { part: part(change.block) })
    }
  }
}
