import type { Report } from '../recommendations.entity.ts'
import type { LayoutStep } from './layout.ts'
import { type MarkedUp, markUp } from './mark-up.ts'
import { type AknNames, namesOf, slug } from './names.ts'
import { element, packed } from './xml-text.ts'

export const AKN_NAMESPACE = 'http://docs.oasis-open.org/legaldocml/ns/akn/3.0'
/** For what Akoma Ntoso has no words: atoms, doubts, the layout of the file. */
export const PALERMO_NAMESPACE = 'urn:palermo:reading:1'

const PALERMO = '#palermo'

/**
 * Writes a read report as an Akoma Ntoso 3.0 document, named as AKN4UN asks. It holds everything: the words with
 * headings, units, sub-items, notes and links; atoms and doubts; and how the file was laid out.
 * @param source the text that the report was read from
 * @param writtenOn day on which the document is written, ISO 8601
 * @see Akoma Ntoso 3.0 (OASIS LegalDocumentML), part 2
 */
export function writeAkn(report: Report, source: string, writtenOn: string): string {
  const names = namesOf(report.document)
  const marked = markUp(report, source)
  const meta = [
    identification(report, names, writtenOn),
    names.dated
      ? element('publication', {
          date: names.date,
          name: 'United Nations document',
          showAs: report.document.symbol ?? report.document.title ?? 'United Nations document',
          number: report.document.symbol,
        })
      : '',
    analysis(report, marked),
    references(names, marked),
    marked.looseNotes === '' ? '' : element('notes', { source: PALERMO }, marked.looseNotes),
    proprietary(report, marked.layout),
  ]
  const content = [
    element('meta', {}, `\n${meta.filter(Boolean).join('\n')}\n`),
    marked.preface === '' ? '' : element('preface', {}, `\n${marked.preface}\n`),
    element('mainBody', {}, `\n${marked.body}\n`),
  ]
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    element(
      'akomaNtoso',
      { xmlns: AKN_NAMESPACE, 'xmlns:p': PALERMO_NAMESPACE },
      `\n${element(names.element, { name: names.name, contains: 'originalVersion' }, `\n${content.filter(Boolean).join('\n')}\n`)}\n`,
    ),
    '',
  ].join('\n')
}

function identification({ document }: Report, names: AknNames, writtenOn: string): string {
  const date = element('FRBRdate', { date: names.date, name: names.dated ? 'publication' : 'unknown' })
  const author = element('FRBRauthor', { href: '#author', as: '#author-role' })
  const work = [
    element('FRBRthis', { value: `${names.work}/!main` }),
    element('FRBRuri', { value: names.work }),
    document.symbol ? element('FRBRalias', { name: 'symbol', value: document.symbol }) : '',
    date,
    author,
    element('FRBRcountry', { value: 'un' }),
    element('FRBRsubtype', { value: names.subtype }),
    document.symbol ? element('FRBRnumber', { value: document.symbol }) : '',
    document.title ? element('FRBRname', { value: document.title }) : '',
  ]
  const expression = [
    element('FRBRthis', { value: `${names.expression}/!main` }),
    element('FRBRuri', { value: names.expression }),
    date,
    author,
    element('FRBRlanguage', { language: 'eng' }),
  ]
  const manifestation = [
    element('FRBRthis', { value: names.manifestation }),
    element('FRBRuri', { value: names.manifestation.replace('/!main', '') }),
    element('FRBRdate', { date: writtenOn, name: 'markup' }),
    element('FRBRauthor', { href: PALERMO, as: '#editor-role' }),
    element('FRBRformat', { value: 'application/akn+xml' }),
  ]
  return element(
    'identification',
    { source: PALERMO },
    [
      element('FRBRWork', {}, work.join('')),
      element('FRBRExpression', {}, expression.join('')),
      element('FRBRManifestation', {}, manifestation.join('')),
    ].join('\n'),
  )
}

function references(names: AknNames, { cited }: MarkedUp): string {
  const organisation = (eId: string, showAs: string, path: string) =>
    element('TLCOrganization', { eId, href: `/akn/ontology/organization/${path}`, showAs })
  const role = (eId: string, showAs: string) =>
    element('TLCRole', { eId, href: `/akn/ontology/role/un/${slug(showAs)}`, showAs })
  return element(
    'references',
    { source: PALERMO },
    [
      organisation('palermo', 'Palermo', 'palermo'),
      organisation('author', names.actor, `un/${names.actor}`),
      role('author-role', 'author'),
      role('editor-role', 'editor'),
      ...cited.map(({ id, kind, target, of }) =>
        element('TLCReference', {
          eId: id,
          name: kind,
          href: `/akn/ontology/reference/un/${[kind, of, target]
            .filter(Boolean)
            .map(part => slug(part!))
            .join('/')}`,
          showAs: of ? `${target}, ${of}` : target,
        }),
      ),
    ].join('\n'),
  )
}

/** Who is asked for what, and the ways back that the report does not print. */
function analysis(report: Report, marked: MarkedUp): string {
  const href = (kind: string, number: number, sub: string | null) =>
    `#${marked.nameOf(kind, number, sub) ?? 'missing'}`
  const atoms = [...report.atoms, ...report.suggestions].map((atom, index) =>
    element(
      index < report.atoms.length ? 'p:atom' : 'p:suggestion',
      {
        href: href(atom.kind, atom.para, atom.sub),
        sentence: atom.sentence,
        addressee: packed(atom.addressee),
        addresseeOrigin: atom.addresseeOrigin,
        deontic: atom.deontic,
        head: packed(atom.deonticLiteral),
        issuer: atom.issuer && packed(atom.issuer),
        delegate: atom.delegate && packed(atom.delegate),
        verb: atom.predicate.verb && packed(atom.predicate.verb),
        effort: atom.predicate.effort && packed(atom.predicate.effort),
        negated: atom.predicate.negated || null,
      },
      [
        element('p:says', { text: packed(atom.text) }),
        ...(atom.leadIn === null ? [] : [element('p:leadIn', { text: packed(atom.leadIn) })]),
        ...atom.qualifiers.map(qualifier => element('p:qualifier', { text: packed(qualifier) })),
      ].join(''),
    ),
  )
  const derived = report.derivedReferences.map(({ fromPara, fromSub, toPara, toSub, direction }) =>
    element('p:derivedReference', {
      from: href('paragraph', fromPara, fromSub),
      to: href('paragraph', toPara, toSub),
      direction,
    }),
  )
  const content = [...atoms, ...derived].join('\n')
  return content === ''
    ? ''
    : element(
        'analysis',
        { source: PALERMO },
        element('otherAnalysis', { source: PALERMO }, `\n${content}\n`),
      )
}

/** What is doubtful, and how the file was laid out. */
function proprietary(report: Report, layout: readonly LayoutStep[]): string {
  const flags = report.flags.map(({ code, where, literal, what }) =>
    element('p:doubt', {
      code,
      line: where.line,
      number: where.para,
      sub: where.sub,
      literal: packed(literal),
      what: packed(what),
    }),
  )
  const steps = layout.map(step =>
    'gap' in step
      ? element('p:gap', { text: packed(step.gap) })
      : element('p:words', { of: step.holder, at: step.at, length: step.length }),
  )
  return element(
    'proprietary',
    { source: PALERMO },
    `\n${[...flags, element('p:layout', {}, steps.join(''))].join('\n')}\n`,
  )
}
