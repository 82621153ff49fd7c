import { SegmentedControl, Textarea, TextInput } from '@mantine/core'
import { useIntl } from 'react-intl'
import { type Language, languages } from '#kernel/entity/codelist.ts'
import { languageName } from '#kernel/language/languages.ts'
import { useText } from '#platform/screens/text.ts'
import type { TableDefinition } from '../../return.entity.ts'
import { leftBehind, untranslated } from './draft.ts'
import type { FieldsProps } from './owed-fields.tsx'

export interface WordsProps extends FieldsProps {
  last: TableDefinition
  /** The language in which titles and the note are written now. */
  writing: Language
  onWriting: (language: Language) => void
}

/** Title and definition in each language; articles, source and own choices, which are written once. */
export function WordFields({ draft, onChange, problems, last, writing, onWriting }: WordsProps) {
  const t = useText()
  const language = useName(writing)
  const inWriting = (key: string) => t(key, { language })
  const textIn = (name: 'title' | 'note') => ({
    lang: writing,
    dir: 'auto' as const,
    value: draft[name][writing] ?? '',
    error: problems.at(writing === 'en' ? name : `${name}.${writing}`),
    onChange: (event: { currentTarget: { value: string } }) =>
      onChange({ [name]: { ...draft[name], [writing]: event.currentTarget.value } }),
  })
  return (
    <div className="return-fields">
      <div>
        <SegmentedControl
          aria-label={t('return-tables.writing')}
          value={writing}
          data={languages.map(code => ({ value: code, label: languageName(code, code) }))}
          onChange={chosen => onWriting(chosen as Language)}
        />
        <TranslationNotes draft={draft} last={last} />
      </div>
      <TextInput label={inWriting('return-tables.title')} maxLength={2_000} {...textIn('title')} />
      <Textarea
        label={inWriting('return-tables.note')}
        description={t('return-tables.note.hint')}
        autosize
        minRows={3}
        {...textIn('note')}
      />
      <Textarea
        label={t('returns.treaty')}
        autosize
        dir="auto"
        value={draft.articles}
        error={problems.at('articles')}
        onChange={event => onChange({ articles: event.currentTarget.value })}
      />
      <Textarea
        label={t('returns.definitionSource')}
        autosize
        dir="auto"
        value={draft.source}
        error={problems.at('source')}
        onChange={event => onChange({ source: event.currentTarget.value })}
      />
      <Textarea
        label={t('return-tables.ownChoice')}
        description={t('return-tables.ownChoice.hint')}
        autosize
        dir="auto"
        value={draft.ownChoice.join('\n')}
        error={problems.at('ownChoice')}
        onChange={event => onChange({ ownChoice: event.currentTarget.value.split('\n') })}
      />
    </div>
  )
}

/** Which languages have no wording of their own, and which were left behind by a change in English. */
function TranslationNotes({ draft, last }: { draft: TableDefinition; last: TableDefinition }) {
  const t = useText()
  const { locale } = useIntl()
  const texts = [draft.title, draft.note, ...draft.blocks.map(({ title }) => title)]
  const before = (id: string) => last.blocks.find(block => block.id === id)?.title
  const missing = untranslated(texts)
  const behind = leftBehind([
    { before: last.title, after: draft.title },
    { before: last.note, after: draft.note },
    ...draft.blocks.map(({ id, title }) => ({ before: before(id), after: title })),
  ])
  const listed = (all: readonly Language[]) =>
    new Intl.ListFormat(locale, { type: 'conjunction' }).format(all.map(code => languageName(code, locale)))
  return (
    <>
      {behind.length > 0 && (
        <p className="return-quiet">{t('return-tables.behind', { languages: listed(behind) })}</p>
      )}
      {missing.length > 0 && (
        <p className="return-quiet">{t('return-tables.untranslated', { languages: listed(missing) })}</p>
      )}
    </>
  )
}

/** Name of a language in the reader's own. */
export function useName(language: Language): string {
  return languageName(language, useIntl().locale)
}
