import { describe, expect, it } from 'vitest'
import { reportOf } from './real-reports.testing.ts'

function atomsOf(...paragraphs: string[]) {
  const body = paragraphs.map((text, index) => `${index + 1}. ${text}`).join('\n\n')
  return reportOf(`I. Recommendations\n\n${body}\n`).atoms
}

/** Addressee and deontic form of each atom. */
function heads(...paragraphs: string[]): string[] {
  return atomsOf(...paragraphs).map(({ addressee, deontic }) => `${addressee}: ${deontic}`)
}

describe('who is asked, and how strongly', () => {
  it.each([
    [
      'States, States parties and Member States stay apart',
      'States should act. States parties should act. Member States should act.',
      ['States: should', 'States parties: should', 'Member States: should'],
    ],
    [
      'an interrupted head',
      'States parties should, further to that paper, consider acting.',
      ['States parties: should consider'],
    ],
    [
      'an interrupted passive head',
      'States parties are encouraged, consistent with their law, to act.',
      ['States parties: are/were encouraged to'],
    ],
    [
      'an adverb in the head',
      'The Secretariat should also consider acting.',
      ['Secretariat: should consider'],
    ],
    [
      'a softened verb is no second head',
      'States parties should seek to act and consider helping.',
      ['States parties: should'],
    ],
    [
      'a second head under one subject',
      'States parties should act and should consider helping.',
      ['States parties: should', 'States parties: should consider'],
    ],
    [
      'two addressees in one sentence',
      'States parties should act, and the Secretariat should help them.',
      ['States parties: should', 'Secretariat: should'],
    ],
    [
      'the issuer is not the addressee',
      'The Working Group reaffirmed that States parties should act.',
      ['States parties: should'],
    ],
    [
      'recommended with the subjunctive',
      'The Working Group recommends that the Conference adopt a plan.',
      ['Conference: recommended that (+ subjunctive)'],
    ],
    [
      'recommended with "should" counts once',
      'The Working Group recommended that States parties should act.',
      ['States parties: should'],
    ],
    [
      'a parenthesis behind the subject',
      'States parties, in particular those on the route, should act.',
      ['States parties: should'],
    ],
    [
      'a delegate is not the addressee',
      'The Conference should consider requesting UNODC to act.',
      ['Conference: should consider'],
    ],
    [
      'other passive forms',
      'States parties are invited to act. The Secretariat was requested to help.',
      ['States parties: are/were invited to', 'Secretariat: are/were requested to'],
    ],
    [
      '"may be encouraged" is weaker',
      'States parties may be encouraged to consider acting.',
      ['States parties: may be encouraged to'],
    ],
    [
      'an elaboration is no head',
      'States parties should act. Such support may include shelter. The lack of it would not matter.',
      ['States parties: should'],
    ],
    [
      'a relative clause is no head',
      'States parties should end a practice that might harm and on which States should be silent.',
      ['States parties: should'],
    ],
    [
      'a pronoun takes the addressee before it',
      'The Secretariat should act. In doing so, it should be quick.',
      ['Secretariat: should', 'Secretariat: should'],
    ],
    [
      'an impersonal "it" asks for nothing',
      'States parties should act. It should be noted that time is short.',
      ['States parties: should'],
    ],
    [
      'companions of the addressee',
      'States parties and relevant airlines should act.',
      ['States parties and relevant airlines: should'],
    ],
  ])('%s', (_, text, expected) => {
    expect(heads(text)).toEqual(expected)
  })

  it('sub-items inherit from every kind of lead-in', () => {
    expect(heads('The Working Group recommends that States parties:\n\n(a) Act;\n\n(b) Help.')).toEqual(
      Array(2).fill('States parties: recommended that (+ subjunctive)'),
    )
    expect(heads('States parties are encouraged to:\n\n(a) Act;\n\n(b) Consider helping.')).toEqual(
      Array(2).fill('States parties: are/were encouraged to'),
    )
    expect(
      heads(
        'The Working Group adopted the following recommendations:\n\n(a) States parties should act;\n\n(b) The Secretariat should help.',
      ),
    ).toEqual(['States parties: should', 'Secretariat: should'])
  })

  it('keeps issuer, delegate, qualifiers, verb and effort apart', () => {
    expect(
      atomsOf(
        'The Working Group reaffirmed that the Conference should, where appropriate, consider inviting the Secretariat to report, in line with national legislation.',
      )[0],
    ).toMatchObject({
      issuer: 'Working Group',
      addressee: 'Conference',
      delegate: 'Secretariat',
      qualifiers: ['where appropriate', 'in line with national legislation'],
      predicate: { verb: 'inviting', effort: null },
    })
    expect(atomsOf('States parties should endeavour to ensure rest.')[0]).toMatchObject({
      predicate: { verb: 'ensure', effort: 'endeavour to' },
    })
    expect(atomsOf('States parties should not punish victims.')[0]).toMatchObject({
      predicate: { verb: 'punish', negated: true },
    })
  })
})
