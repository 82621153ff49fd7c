import { ScreenLink } from '#platform/screens/navigate.tsx'
import { useFormats, useText } from '#platform/screens/text.ts'
import type { ListedCase } from './answers.ts'
import type { Codes } from './codes.ts'
import { useSummary } from './summary.ts'

type TableProps = { cases: readonly ListedCase[]; codes: Codes; caption: string }

/** Cases as lines: reference and opening, person, exploitation, decision, status. On a phone each line is a card. */
export function CaseTable({ cases, codes, caption }: TableProps) {
  const t = useText()
  return (
    <table className="case-table">
      <caption className="only-heard">{caption}</caption>
      <thead>
        <tr>
          {(['case', 'person', 'exploitation', 'decision', 'status'] as const).map(column => (
            <th key={column} scope="col">
              {t(`cases.column.${column}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {cases.map(one => (
          <Line key={one.id} one={one} codes={codes} />
        ))}
      </tbody>
    </table>
  )
}

function Line({ one, codes }: { one: ListedCase; codes: Codes }) {
  const t = useText()
  const write = useFormats()
  const summary = useSummary(codes)
  const person = summary.person(one)
  const exploitation = summary.exploitation(one)
  const countries = summary.countries(one)
  return (
    <tr>
      <th scope="row">
        <ScreenLink to={`/cases/${one.id}`} className="case-reference">
          <bdi>{one.reference}</bdi>
        </ScreenLink>
        <small>{one.openedOn ? write.partialDate(one.openedOn) : t('cases.noDate')}</small>
        {one.externalReference && (
          <small>
            <bdi>{one.externalReference}</bdi>
          </small>
        )}
      </th>
      <td>{one.erased ? t('cases.erased') : person || <NotKnown />}</td>
      <td>
        {exploitation || <NotKnown />}
        {countries && <small>{countries}</small>}
      </td>
      <td>
        {one.traffickingStatus ? (
          codes.label('htcds.trafficking-status', one.traffickingStatus)
        ) : (
          <NotKnown />
        )}
      </td>
      <td>{one.status ? <Status code={one.status} codes={codes} /> : <NotKnown />}</td>
    </tr>
  )
}

function NotKnown() {
  const t = useText()
  return <span className="case-none">{t('cases.notRecorded')}</span>
}

/** Where a case stands, in words and with a sign of its own. */
export function Status({ code, codes }: { code: string; codes: Codes }) {
  return (
    <span className="case-status" data-status={code}>
      {codes.label('htcds.case-status', code)}
    </span>
  )
}
