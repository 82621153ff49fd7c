import { TextInput } from '@mantine/core'

/** A whole day, by the browser's own calendar in the reader's language. */
export function DayInput(props: {
  label: string
  value: string
  error?: string | undefined
  onChange: (day: string) => void
}) {
  const { label, value, error, onChange } = props
  return (
    <TextInput
      type="date"
      label={label}
      value={value}
      error={error}
      className="plan-day"
      onChange={event => onChange(event.currentTarget.value)}
    />
  )
}
