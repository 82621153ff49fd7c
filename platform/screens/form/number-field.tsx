import { TextInput } from '@mantine/core'
import { useState } from 'react'
import { fieldId, type InputProps } from './field.tsx'

/** A number; what cannot be read as one stays in the field so that it can be mended. */
export function NumberField({
  field,
  answer,
  onAnswer,
  problem,
  label,
  help,
}: InputProps & { help?: string }) {
  const [typed, setTyped] = useState<string>()
  const written = typeof answer === 'number' && !Number.isNaN(answer) ? String(answer) : ''
  return (
    <TextInput
      id={fieldId(field.name)}
      label={label}
      description={help}
      error={problem}
      inputMode="decimal"
      dir="ltr"
      className="form-short"
      value={typed ?? written}
      onChange={event => {
        const text = event.currentTarget.value
        setTyped(text)
        onAnswer(text.trim() === '' ? undefined : readNumber(text))
      }}
      onBlur={() => {
        if (typeof answer !== 'number' || !Number.isNaN(answer)) setTyped(undefined)
      }}
    />
  )
}

/** Reads digits with a point or a comma, in Western or Arabic digits; NaN for anything else. */
export function readNumber(text: string): number {
  const western = text
    .trim()
    .replace(/[\u0660-\u0669]/g, digit => String(digit.charCodeAt(0) - 0x660))
    .replace(/[\u06f0-\u06f9]/g, digit => String(digit.charCodeAt(0) - 0x6f0))
    .replace(/[\s\u00a0\u202f]/g, '')
    .replace(/[,\u066b]/, '.')
  return /^-?\d+(\.\d+)?$/.test(western) ? Number(western) : Number.NaN
}
