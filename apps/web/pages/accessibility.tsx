import { PageTitle, Section } from '#platform/screens/page.tsx'
import { useText } from '#platform/screens/text.ts'

const keys = ['palette', 'leave', 'print', 'skip', 'chart'] as const

/** What was done so that everybody can use the application, what falls short, and where to say so. */
export default function Accessibility() {
  const t = useText()
  return (
    <>
      <PageTitle lead={t('accessibility.lead')}>{t('accessibility.title')}</PageTitle>
      <Section title={t('accessibility.measures')}>
        <ul>
          {(['keyboard', 'contrast', 'zoom', 'listen', 'motion', 'direction', 'words'] as const).map(one => (
            <li key={one}>{t(`accessibility.measure.${one}`)}</li>
          ))}
        </ul>
      </Section>
      <Section title={t('accessibility.keys')}>
        <dl>
          {keys.map(one => (
            <div key={one}>
              <dt>
                <kbd>{t(`accessibility.key.${one}.press`)}</kbd>
              </dt>
              <dd>{t(`accessibility.key.${one}.does`)}</dd>
            </div>
          ))}
        </dl>
      </Section>
      <Section title={t('accessibility.limits')}>
        <ul>
          {(['drafts', 'pictures'] as const).map(one => (
            <li key={one}>{t(`accessibility.limit.${one}`)}</li>
          ))}
        </ul>
      </Section>
      <Section title={t('accessibility.tell')}>
        <p>{t('accessibility.tellText')}</p>
      </Section>
    </>
  )
}
