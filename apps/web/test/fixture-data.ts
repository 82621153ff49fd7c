/** Invented and sober, for tests of the shell only. */
export const node = {
  name: 'Northland',
  kind: 'national',
  demonstration: true,
  languages: ['en', 'fr', 'es', 'ar', 'ru', 'zh'],
  // A local stand-in for the neutral site; `.invalid` never resolves.
  exitUrl: '/leave-test',
}

const agencies = [
  ['Border Service', ['first-responder', 'supervisor']],
  ['Harbour House', ['caseworker', 'coordinator', 'supervisor']],
  ['Public Prosecutor', ['investigator']],
  ['National Rapporteur', ['rapporteur', 'ministry']],
  ['Ministry of Interior', ['coordinator', 'administrator']],
] as const
const names = [
  'Ana Lind',
  'Ben Ortal',
  'Chloe Varga',
  'Dario Sten',
  'Eva Mondal',
  'Farid Noor',
  'Gina Roth',
  'Hugo Salo',
  'Irma Keks',
  'Jon Tarn',
]

export const demonstrationAccounts = [
  ...agencies
    .flatMap(([agency, held]) => held.map(role => ({ agency, role })))
    .map(({ agency, role }, index) => ({
      email: `${names[index]!.toLowerCase().replace(' ', '.')}@demo.example`,
      name: names[index]!,
      role: role as string,
      agency: agency as string,
      password: 'demonstration only',
    })),
  {
    email: 'second.proof@demo.example',
    name: 'Karl Zwei',
    role: 'caseworker',
    agency: 'Harbour House',
    password: 'demonstration only',
  },
]

export const roles: Record<string, string[]> = {
  caseworker: ['gallery.see'],
  'first-responder': ['gallery.see'],
}

export const homeItems = [
  { titleKey: 'gallery.home.reviews', to: '/gallery/list', count: 12 },
  { titleKey: 'gallery.home.referrals', to: '/gallery/form', count: 3, due: '2026-11-24T10:00:00Z' },
  { titleKey: 'gallery.home.risk', to: '/gallery/list?risk=high', count: 1, due: '2026-11-20T10:00:00Z' },
]
