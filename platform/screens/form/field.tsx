import { Checkbox, MultiSelect, Radio, Select, Stack, Textarea, TextInput } from '@mantine/core'
import type { ReactNode } from 'react'
import { type Absence, type Answer, absences, type FieldForForm, isAbsent } from '#kernel/form/field.ts'
import { useFormats, useText } from '../text.ts'
import { DateField } from './date-field.tsx'
import { NumberField } from './number-field.tsx'

export type FieldProps = {
  field: FieldForForm
  answer: Answer
  onAnswer: (answer: Answer) => void
  problem?: string
}

const shownAtOnceMax = 7

/** Where the focus goes when a summary leads to a field. */
export const fieldId = (name: string) => `field-${name}`

/** One question: its input by kind, its help, where a known answer comes from, and the answers that are no value. */
export function Field({ field, answer, onAnswer, problem }: FieldProps) {
  const t = useText()
  const absent = isAbsent(answer) ? answer.absent : undefined
  const label = t(field.labelKey)
  return (
    <div className="form-field" data-absent={absent}>
      <Input
        field={field}
        answer={absent ? undefined : answer}
        onAnswer={onAnswer}
        problem={problem}
        label={label}
      />
      {field.sourceKey && absent === undefined && answer !== undefined && (
        <p className="form-source">{t('shell.form.from', { source: t(field.sourceKey) })}</p>
      )}
      <Absences
        label={label}
        offered={field.absences ?? absences}
        chosen={absent}
        onChoose={choice => onAnswer(choice === undefined ? undefined : { absent: choice })}
      />
    </div>
  )
}

type AbsencesProps = {
  label: string
  offered: readonly Absence[]
  chosen: Absence | undefined
  onChoose: (absence: Absence | undefined) => void
}

function Absences({ label, offered, chosen, onChoose }: AbsencesProps) {
  const t = useText()
  if (offered.length === 0) return null
  return (
    <fieldset className="form-absences" aria-label={t('shell.form.noValueFor', { label })}>
      {offered.map(absence => (
        <button
          key={absence}
          type="button"
          aria-pressed={chosen === absence}
          onClick={() => onChoose(chosen === absence ? undefined : absence)}
        >
          {t(`shell.form.absent.${absence}`)}
        </button>
      ))}
    </fieldset>
  )
}

export type InputProps = FieldProps & { label: string }

function Input(props: InputProps): ReactNode {
  const { field, answer, onAnswer, problem, label } = props
  const t = useText()
  const write = useFormats()
  const shared = {
    id: fieldId(field.name),
    label,
    description: field.help === undefined ? undefined : t(field.help),
    error: problem,
    required: field.required,
    withAsterisk: false,
  }
  const labelled = {
    ...shared,
    label: field.required ? label : `${label} ${t('shell.form.optional')}`,
    required: undefined,
  }
  const text = typeof answer === 'string' ? answer : ''
  const options = (field.options ?? []).map(({ code, label: name }) => ({
    value: code,
    label: field.kind === 'country' ? write.country(code) : name,
  }))
  const few = options.length <= shownAtOnceMax
  const comboboxProps = { withinPortal: true } as const
  switch (field.kind) {
    case 'text':
      return (
        <TextInput
          {...labelled}
          maxLength={field.lengthMax}
          value={text}
          onChange={event => onAnswer(event.currentTarget.value)}
        />
      )
    case 'longText':
      return (
        <Textarea
          {...labelled}
          rows={4}
          maxLength={field.lengthMax}
          value={text}
          onChange={event => onAnswer(event.currentTarget.value)}
        />
      )
    case 'number':
      return <NumberField {...props} label={labelled.label} help={labelled.description} />
    case 'date':
      return <DateField {...props} label={labelled.label} help={labelled.description} />
    case 'yesNo':
      return (
        <Choice
          {...labelled}
          value={typeof answer === 'boolean' ? String(answer) : ''}
          onChange={value => onAnswer(value === 'true')}
          options={[
            { value: 'true', label: t('shell.form.yes') },
            { value: 'false', label: t('shell.form.no') },
          ]}
        />
      )
    case 'code':
    case 'country':
      if (few && field.kind === 'code')
        return <Choice {...labelled} value={text} onChange={onAnswer} options={options} />
      return (
        <Select
          {...labelled}
          data={options}
          value={text === '' ? null : text}
          searchable
          clearable
          clearButtonProps={{ 'aria-label': t('shell.form.clear', { label }) }}
          nothingFoundMessage={t('shell.form.nothingFound')}
          comboboxProps={comboboxProps}
          onChange={value => onAnswer(value ?? undefined)}
        />
      )
    case 'codes': {
      const chosen = Array.isArray(answer) ? answer : []
      if (few) return <Choices {...labelled} value={chosen} onChange={onAnswer} options={options} />
      return (
        <MultiSelect
          {...labelled}
          data={options}
          value={chosen}
          searchable
          clearable
          hidePickedOptions
          clearButtonProps={{ 'aria-label': t('shell.form.clear', { label }) }}
          nothingFoundMessage={t('shell.form.nothingFound')}
          comboboxProps={comboboxProps}
          onChange={onAnswer}
        />
      )
    }
  }
}

type ChoiceProps<T> = {
  id: string
  label: string
  description?: string
  error?: string
  value: T
  options: readonly { value: string; label: string }[]
  onChange: (value: T) => void
}

function Choice({ id, options, ...rest }: ChoiceProps<string>) {
  return (
    <Radio.Group {...rest}>
      <Stack gap={6} mt={6}>
        {options.map((option, index) => (
          <Radio
            key={option.value}
            id={index === 0 ? id : undefined}
            value={option.value}
            label={option.label}
          />
        ))}
      </Stack>
    </Radio.Group>
  )
}

function Choices({ id, options, ...rest }: ChoiceProps<string[]>) {
  return (
    <Checkbox.Group {...rest}>
      <Stack gap={6} mt={6}>
        {options.map((option, index) => (
          <Checkbox
            key={option.value}
            id={index === 0 ? id : undefined}
            value={option.value}
            label={option.label}
          />
        ))}
      </Stack>
    </Checkbox.Group>
  )
}
