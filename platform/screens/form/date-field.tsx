import { Input, NativeSelect, TextInput } from '@mantine/core'
import { useEffect, useMemo, useState } from 'react'
import { useIntl } from 'react-intl'
import { useText } from '../text.ts'
import { fieldId, type InputProps } from './field.tsx'

type Parts = { year: string; month: string; day: string }

const seasons = ['21', '22', '23', '24'] as const

/** A date as far as it is known: the year, perhaps the month or the season, perhaps the day. */
export function DateField({ field, answer, onAnswer, problem, label, help }: InputProps & { help?: string }) {
  const t = useText()
  const { locale } = useIntl()
  const [parts, setParts] = useState(() => partsOf(answer))
  const months = useMemo(() => monthNames(locale), [locale])
  useEffect(() => {
    setParts(before => (joined(before) === (answer ?? '') ? before : partsOf(answer)))
  }, [answer])
  const change = (some: Partial<Parts>) => {
    const next = { ...parts, ...some }
    setParts(next)
    onAnswer(joined(next) || undefined)
  }
  const isSeason = Number(parts.month) > 20
  return (
    <Input.Wrapper
      label={label}
      description={help}
      error={problem}
      labelElement="div"
      id={`${fieldId(field.name)}-date`}
    >
      <fieldset
        className="form-date"
        aria-label={label}
        {...(problem !== undefined && { 'aria-describedby': `${fieldId(field.name)}-date-error` })}
      >
        <TextInput
          id={fieldId(field.name)}
          label={t('shell.form.year')}
          inputMode="numeric"
          maxLength={4}
          dir="ltr"
          value={parts.year}
          error={problem !== undefined}
          onChange={event => change({ year: event.currentTarget.value.replace(/\D/g, '') })}
        />
        <NativeSelect
          label={t(field.seasons ? 'shell.form.monthOrSeason' : 'shell.form.month')}
          value={parts.month}
          disabled={parts.year === ''}
          onChange={event => change({ month: event.currentTarget.value })}
        >
          <option value="">{t('shell.form.notKnown')}</option>
          {field.seasons &&
            seasons.map(season => (
              <option key={season} value={season}>
                {t(`shell.form.season.${season}`)}
              </option>
            ))}
          {months.map((name, index) => (
            <option key={name} value={String(index + 1).padStart(2, '0')}>
              {name}
            </option>
          ))}
        </NativeSelect>
        <TextInput
          label={t('shell.form.day')}
          inputMode="numeric"
          maxLength={2}
          dir="ltr"
          value={parts.day}
          disabled={parts.month === '' || isSeason}
          onChange={event => change({ day: event.currentTarget.value.replace(/\D/g, '') })}
        />
      </fieldset>
    </Input.Wrapper>
  )
}

function partsOf(answer: unknown): Parts {
  const [year = '', month = '', day = ''] = typeof answer === 'string' ? answer.split('-') : []
  return { year, month, day: day.replace(/^0/, '') }
}

function joined({ year, month, day }: Parts): string {
  if (year === '' || month === '') return year
  return day === '' || Number(month) > 20 ? `${year}-${month}` : `${year}-${month}-${day.padStart(2, '0')}`
}

function monthNames(locale: string): string[] {
  const write = new Intl.DateTimeFormat(locale, { month: 'long', timeZone: 'UTC' })
  return Array.from({ length: 12 }, (_, month) => write.format(new Date(Date.UTC(2024, month, 1))))
}
