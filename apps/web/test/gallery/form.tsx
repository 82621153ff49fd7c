import type { Answers, FieldForForm } from '#kernel/form/field.ts'
import { api } from '#platform/screens/api.ts'
import { Form } from '#platform/screens/form/form.tsx'
import { PageTitle } from '#platform/screens/page.tsx'
import { useText } from '#platform/screens/text.ts'

const field = (name: string, kind: FieldForForm['kind'], more: Partial<FieldForForm> = {}): FieldForForm => ({
  name,
  kind,
  labelKey: `gallery.field.${name}`,
  required: false,
  ...more,
})
const options = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ code: `c${index}`, label: `Choice ${index + 1}` }))

const fields: FieldForForm[] = [
  field('reference', 'text', { required: true, absences: [], lengthMax: 40 }),
  field('arrival', 'date', { seasons: true, help: 'gallery.field.arrivalHelp' }),
  field('age', 'number', { min: 0, max: 120, sourceKey: 'gallery.field.ageSource' }),
  field('child', 'yesNo', { required: true }),
  field('sex', 'code', { options: options(3) }),
  field('language', 'code', { options: options(20) }),
  field('means', 'codes', { options: options(4) }),
  field('needs', 'codes', { options: options(12) }),
  field('citizenship', 'country', {
    options: ['BR', 'CH', 'NG', 'NP', 'PH', 'RO', 'UA', 'VN', 'ZA'].map(code => ({ code, label: '' })),
  }),
  field('note', 'longText', { lengthMax: 500 }),
]

export default function FormScreen() {
  const t = useText()
  return (
    <>
      <PageTitle>{t('gallery.nav.form')}</PageTitle>
      <Form
        fields={fields}
        answers={{ age: 31 } as Answers}
        onSubmit={answers => api.post('/api/gallery/form', answers)}
        onSave={answers => api.put('/api/gallery/draft', answers)}
        submitLabel={t('gallery.form.send')}
      />
    </>
  )
}
