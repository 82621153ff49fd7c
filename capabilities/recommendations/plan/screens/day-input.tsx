import { TextInput } from '@mantine/core'

/** A whole day, by the browser's own calendar in the reader's language. */
export function DayInput(props: {
  id?: string
  label: string
  value: string
  error?: string | undefined
  onChange: (day: string) => void
}) {
  const { id, label, value, error, onChange } = props
  return (
    <TextInput
      type="date"
      id={id}
      label={label}
      value={value}
      error={error}
      className="plan-day"
      onChange={event => onChange(event.currentTarget.value)}
    />
  )
}
