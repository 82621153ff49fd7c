import { Button, Textarea, TextInput } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { announce } from '#platform/screens/announce.tsx'
import { api } from '#platform/screens/api.ts'
import { Section } from '#platform/screens/page.tsx'
import { asProblem } from '#platform/screens/problem.ts'
import { useMay } from '#platform/screens/session.ts'
import { ErrorState } from '#platform/screens/states.tsx'
import { useFormats, useText } from '#platform/screens/text.ts'
import type { RecommendationAnswer } from './answers.ts'
import type { ErratumAnswer, RemarksAnswer } from './doubts-answers.ts'
import { correctionsOf, Readings, type SaidReadings } from './doubts-readings.tsx'
import { printedIn, Quoted } from './printed.tsx'
import { useNames } from './words.ts'
import './reports.css'

type At = Pick<RecommendationAnswer, 'report' | 'address' | 'language'>

function useRemarks({ report, address }: At) {
  return useQuery({
    queryKey: ['recommendations', 'remarks', report, address],
    queryFn: ({ signal }) =>
      api.get<RemarksAnswer>(`/api/recommendations/items/${report}/${address}/remarks`, { signal }),
  })
}

/** What stands beside the printed text: a dissent that a note leads to, and errata. */
export function Remarks({ one }: { one: At }) {
  const t = useText()
  const { data } = useRemarks(one)
  if (!data || data.reservations.length + data.errata.length === 0) return null
  return (
    <>
      {data.reservations.length > 0 && (
        <Section title={t('recommendations.reservation.title')}>
          {data.reservations.map(({ report, address, number, literal, text }) => (
            <div key={`${report}/${address}`} className="rec-remark">
              <p>
                {t('recommendations.reservation.from', { number })}{' '}
                <Quoted language={one.language}>{literal}</Quoted>
              </p>
              <p {...printedIn(one.language)}>{text}</p>
            </div>
          ))}
        </Section>
      )}
      {data.errata.length > 0 && (
        <Section title={t('recommendations.erratum.title')}>
          <Errata errata={data.errata} language={one.language} />
        </Section>
      )}
    </>
  )
}

/** What is wrong in print, and what is meant. The text itself stays as printed. */
export function Errata({
  errata,
  language,
  named = false,
}: {
  errata: readonly ErratumAnswer[]
  language: string
  /** Whether each says where it stands. */
  named?: boolean
}) {
  const t = useText()
  const names = useNames()
  const write = useFormats()
  return (
    <ul className="rec-plain">
      {errata.map(erratum => (
        <li key={erratum.id} className="rec-remark">
          <p>
            {named && <strong>{names.number(erratum.kind, erratum.number, erratum.sub)} </strong>}
            {t('recommendations.erratum.printed')} <Quoted language={language}>{erratum.printed}</Quoted>{' '}
            {t('recommendations.erratum.means')} <Quoted language={language}>{erratum.meant}</Quoted>
          </p>
          {erratum.remark && <p>{erratum.remark}</p>}
          <p className="rec-small">
            {t('recommendations.settledBy', {
              by: erratum.by || t('recommendations.somebody'),
              time: write.time(erratum.at),
            })}{' '}
            <Withdraw erratum={erratum} />
          </p>
        </li>
      ))}
    </ul>
  )
}

function Withdraw({ erratum }: { erratum: ErratumAnswer }) {
  const t = useText()
  const client = useQueryClient()
  const may = useMay('erratum.withdraw')
  const withdraw = useMutation({
    mutationFn: () =>
      api.delete(`/api/recommendations/errata/${erratum.id}`, { expectedVersion: erratum.version }),
    onSuccess: () => {
      announce(t('recommendations.erratum.withdrawn'))
      return client.invalidateQueries({ queryKey: ['recommendations'] })
    },
  })
  if (!may) return null
  return (
    <>
      <button
        type="button"
        className="as-link no-print"
        disabled={withdraw.isPending}
        onClick={() => withdraw.mutate()}
      >
        {t('recommendations.erratum.withdraw')}
      </button>
      {withdraw.isError && <ErrorState error={withdraw.error} />}
    </>
  )
}

/** What people read otherwise than the machine, whose reading stays beside it; and the way to do so. */
export function ReadOtherwise({ one }: { one: At }) {
  const t = useText()
  const may = useMay('reading.correct')
  const { data } = useRemarks(one)
  const [form, setForm] = useState<'reading' | 'erratum'>()
  if (!data) return null
  return (
    <>
      {data.corrections.map(correction => (
        <CorrectionLine key={correction.id} one={one} correction={correction} />
      ))}
      {may && !form && (
        <p className="rec-choices-line no-print">
          {data.atoms.length > 0 && (
            <button type="button" className="as-link" onClick={() => setForm('reading')}>
              {t('recommendations.readings.open')}
            </button>
          )}
          <button type="button" className="as-link" onClick={() => setForm('erratum')}>
            {t('recommendations.erratum.open')}
          </button>
        </p>
      )}
      {form === 'reading' && <ReadingForm one={one} atoms={data.atoms} onDone={() => setForm(undefined)} />}
      {form === 'erratum' && <ErratumForm one={one} onDone={() => setForm(undefined)} />}
    </>
  )
}

function CorrectionLine({ one, correction }: { one: At; correction: RemarksAnswer['corrections'][number] }) {
  const t = useText()
  const names = useNames()
  const write = useFormats()
  const client = useQueryClient()
  const may = useMay('reading.restore')
  const { version, field, place, read, said, sub, remark, by, at } = correction
  const name = field === 'addressee' ? names.addressee : names.force
  const restore = useMutation({
    mutationFn: () =>
      api.delete(`/api/recommendations/items/${one.report}/${one.address}/corrections/${place}/${field}`, {
        expectedVersion: version,
      }),
    onSettled: () => client.invalidateQueries({ queryKey: ['recommendations'] }),
  })
  return (
    <div className="rec-remark">
      <p>
        {sub && <>({sub}) </>}
        {t('recommendations.readings.corrected', { said: name(said), read: name(read) })} {remark}
      </p>
      <p className="rec-small">
        {t('recommendations.settledBy', { by: by || t('recommendations.somebody'), time: write.time(at) })}{' '}
        {may && (
          <button type="button" className="as-link no-print" onClick={() => restore.mutate()}>
            {t('recommendations.readings.restore')}
          </button>
        )}
      </p>
      {restore.isError && <ErrorState error={restore.error} />}
    </div>
  )
}

function ReadingForm({ one, atoms, onDone }: { one: At; atoms: RemarksAnswer['atoms']; onDone: () => void }) {
  const t = useText()
  const [said, setSaid] = useState<SaidReadings>({})
  const [remark, setRemark] = useState('')
  const [missing, setMissing] = useState<'readings' | 'remark'>()
  const corrections = correctionsOf(atoms, said)
  return (
    <RemarkForm
      path={`/api/recommendations/items/${one.report}/${one.address}/corrections`}
      body={{ corrections, remark }}
      isWhole={() => {
        const lacks = corrections.length === 0 ? 'readings' : remark.trim() === '' ? 'remark' : undefined
        setMissing(lacks)
        return lacks === undefined
      }}
      onDone={onDone}
      onConflict={() => setSaid({})}
    >
      <Readings
        atoms={atoms}
        said={said}
        onSaid={setSaid}
        error={missing === 'readings' ? t('recommendations.readings.missing') : undefined}
      />
      <Textarea
        label={t('recommendations.readings.why')}
        value={remark}
        maxLength={2000}
        autosize
        minRows={1}
        onChange={event => setRemark(event.currentTarget.value)}
        error={missing === 'remark' && t('recommendations.settle.remarkMissing')}
      />
    </RemarkForm>
  )
}

function ErratumForm({ one, onDone }: { one: At; onDone: () => void }) {
  const t = useText()
  const [printed, setPrinted] = useState('')
  const [meant, setMeant] = useState('')
  const [remark, setRemark] = useState('')
  const [missing, setMissing] = useState<'printed' | 'meant'>()
  return (
    <RemarkForm
      path={`/api/recommendations/items/${one.report}/${one.address}/errata`}
      body={{ printed: printed.trim(), meant: meant.trim(), remark }}
      isWhole={() => {
        const lacks =
          printed.trim() === ''
            ? 'printed'
            : meant.trim() === '' || meant.trim() === printed.trim()
              ? 'meant'
              : undefined
        setMissing(lacks)
        return lacks === undefined
      }}
      onDone={onDone}
    >
      <TextInput
        label={t('recommendations.erratum.printedLabel')}
        description={t('recommendations.erratum.printedHelp')}
        value={printed}
        maxLength={2000}
        lang={one.language}
        dir="ltr"
        onChange={event => setPrinted(event.currentTarget.value)}
        error={missing === 'printed' && t('recommendations.erratum.printedMissing')}
      />
      <TextInput
        label={t('recommendations.erratum.meant')}
        value={meant}
        maxLength={2000}
        lang={one.language}
        dir="ltr"
        onChange={event => setMeant(event.currentTarget.value)}
        error={missing === 'meant' && t('recommendations.erratum.same')}
      />
      <Textarea
        label={t('recommendations.readings.why')}
        value={remark}
        maxLength={2000}
        autosize
        minRows={1}
        onChange={event => setRemark(event.currentTarget.value)}
      />
    </RemarkForm>
  )
}

function RemarkForm({
  path,
  body,
  isWhole,
  onDone,
  onConflict,
  children,
}: {
  path: `/${string}`
  body: object
  isWhole: () => boolean
  onDone: () => void
  /** A colleague was faster: what she said is shown before anything is said again. */
  onConflict?: () => void
  children: React.ReactNode
}) {
  const t = useText()
  const client = useQueryClient()
  const send = useMutation({
    mutationFn: () => api.post(path, body),
    onSuccess: () => {
      announce(t('recommendations.remark.saved'))
      onDone()
      return client.invalidateQueries({ queryKey: ['recommendations'] })
    },
    onError: error => {
      if (asProblem(error).kind !== 'conflict') return
      onConflict?.()
      return client.invalidateQueries({ queryKey: ['recommendations'] })
    },
  })
  return (
    <form
      className="rec-settle no-print"
      onSubmit={event => {
        event.preventDefault()
        if (isWhole()) send.mutate()
      }}
    >
      {send.isError && <ErrorState error={send.error} />}
      {children}
      <div className="rec-copies">
        <Button type="submit" size="sm" loading={send.isPending}>
          {t('recommendations.remark.save')}
        </Button>
        <Button variant="default" size="sm" onClick={onDone}>
          {t('recommendations.remark.cancel')}
        </Button>
      </div>
    </form>
  )
}
