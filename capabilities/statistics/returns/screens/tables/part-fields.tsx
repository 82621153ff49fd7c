import { Button, Checkbox, Fieldset, Select, TextInput } from '@mantine/core'
import type { Language } from '#kernel/entity/codelist.ts'
import { useText } from '#platform/screens/text.ts'
import { type Block, type Breakdown, type ReturnDimension, returnDimensions } from '../../return.entity.ts'
import { inLanguage } from '../answers.ts'
import { CodeChoice } from './code-choice.tsx'
import { blockAsRead, newSide, openKind } from './draft.ts'
import type { Problems } from './problems.ts'
import { SumWords } from './sum-words.tsx'
import type { Labels } from './tables-answer.ts'
import { useName } from './word-fields.tsx'

export interface PartProps {
  blocks: readonly Block[]
  place: number
  writing: Language
  codes: Readonly<Record<string, readonly string[]>>
  labels: Labels
  problems: Problems
  onChange: (block: Block) => void
  onMove: (by: -1 | 1) => void
  onRemove: () => void
}

/** One part of a table: its title, by what rows and columns count, and what its total is. */
export function PartFields(props: PartProps) {
  const { blocks, place, writing, codes, labels, problems, onChange, onMove, onRemove } = props
  const t = useText()
  const language = useName(writing)
  const block = blocks[place]!
  const where = `blocks[${place}]`
  const name = inLanguage(block.title, writing) || t('return-tables.part', { number: place + 1 })
  const titleAt = writing === 'en' ? `${where}.title` : `${where}.title.${writing}`
  return (
    <Fieldset legend={name} className="table-part">
      <TextInput
        label={t('return-tables.partTitle', { language })}
        lang={writing}
        dir="auto"
        maxLength={200}
        value={block.title[writing] ?? ''}
        error={problems.at(titleAt) ?? problems.at(`${where}.id`)}
        onChange={event =>
          onChange({ ...block, title: { ...block.title, [writing]: event.currentTarget.value } })
        }
      />
      <SideFields
        side="rows"
        breakdown={block.rows}
        error={problems.at(`${where}.rows`)}
        codesError={problems.at(`${where}.rows.codes`)}
        codes={codes}
        labels={labels}
        onChange={rows => rows && onChange({ ...block, rows })}
      />
      <SideFields
        side="columns"
        breakdown={block.columns}
        error={problems.at(`${where}.columns`)}
        codesError={problems.at(`${where}.columns.codes`)}
        codes={codes}
        labels={labels}
        onChange={columns => {
          const { columns: _, ...others } = block
          onChange(columns ? { ...others, columns } : others)
        }}
      />
      {place > 0 && (
        <Checkbox
          label={t('return-tables.apart')}
          description={t('return-tables.apart.hint')}
          error={problems.at(`${where}.apart`)}
          checked={block.apart ?? false}
          onChange={event => onChange({ ...block, apart: event.currentTarget.checked || undefined })}
        />
      )}
      <SumWords block={block} first={place === 0 ? undefined : blockAsRead(blocks[0]!)} labels={labels} />
      {problems.at(`${where}.apart`) && place === 0 && (
        <p className="return-bad">{problems.at(`${where}.apart`)}</p>
      )}
      <div className="return-buttons">
        <Button
          variant="default"
          size="compact-sm"
          disabled={place === 0}
          aria-label={t('return-tables.upOf', { part: name })}
          onClick={() => onMove(-1)}
        >
          {t('return-tables.up')}
        </Button>
        <Button
          variant="default"
          size="compact-sm"
          disabled={place === blocks.length - 1}
          aria-label={t('return-tables.downOf', { part: name })}
          onClick={() => onMove(1)}
        >
          {t('return-tables.down')}
        </Button>
        <Button
          variant="default"
          size="compact-sm"
          disabled={blocks.length === 1}
          aria-label={t('return-tables.removeOf', { part: name })}
          onClick={onRemove}
        >
          {t('return-tables.remove')}
        </Button>
      </div>
    </Fieldset>
  )
}

function SideFields(props: {
  side: 'rows' | 'columns'
  breakdown: Breakdown | undefined
  error: string | undefined
  codesError: string | undefined
  codes: Readonly<Record<string, readonly string[]>>
  labels: Labels
  onChange: (breakdown: Breakdown | undefined) => void
}) {
  const { side, breakdown, error, codesError, codes, labels, onChange } = props
  const t = useText()
  const open = breakdown && side === 'rows' ? openKind(breakdown.dimension) : undefined
  const dimensions = returnDimensions.filter(
    // Only what has a list can stand in columns, since agencies add rows alone.
    dimension => side === 'rows' || openKind(dimension) === undefined || dimension === breakdown?.dimension,
  )
  return (
    <>
      <Select
        label={t(`return-tables.${side}`)}
        error={error}
        value={breakdown?.dimension ?? ''}
        allowDeselect={false}
        data={[
          ...(side === 'columns' ? [{ value: '', label: t('return-tables.by.none') }] : []),
          ...dimensions.map(dimension => ({ value: dimension, label: t(`return-tables.by.${dimension}`) })),
        ]}
        onChange={chosen => {
          if (chosen === breakdown?.dimension) return
          onChange(chosen ? newSide(chosen as ReturnDimension, codes) : undefined)
        }}
      />
      {breakdown && (
        <CodeChoice
          label={t(`return-tables.${side}.which`)}
          breakdown={breakdown}
          offered={codes[breakdown.dimension] ?? []}
          labels={labels[breakdown.dimension] ?? {}}
          error={codesError}
          onChange={chosen => onChange({ ...breakdown, codes: chosen })}
        />
      )}
      {breakdown && open && (
        <Checkbox
          label={t(`return-tables.open.${open}`)}
          checked={breakdown.open !== undefined}
          onChange={event => {
            const { open: _, ...others } = breakdown
            onChange(event.currentTarget.checked ? { ...others, open } : others)
          }}
        />
      )}
    </>
  )
}
