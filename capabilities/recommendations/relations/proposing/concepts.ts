/** A matter of the field in the words by which it is called. */
export interface Concept {
  id: string
  /** Words and phrases, compared by stem; after an equals sign by the word itself, where stems would mix up two matters. */
  words: readonly string[]
  /** Wider matters that it belongs to. */
  within: readonly string[]
}

/**
 * What recommendations on trafficking in persons speak of, in the words of the Protocol (articles 2 to 11), the Organized
 * Crime Convention (articles 5 to 30), the Human Trafficking Case Data Standard and the services themselves. Written from
 * the vocabulary of the field, for any report; not from the reports that the proposer is measured on.
 */
export const CONCEPTS: readonly Concept[] = [
  // Article 3: what trafficking is.
  concept(
    'definition',
    'definition; concept; clarify; clarity; clarification; =interpret; =interpreting; =interpretation; key term; elements of the crime; constituent element',
  ),
  concept('consent', 'consent; irrelevant', 'definition'),
  concept(
    'act',
    'recruitment; transportation; transfer; harbouring; receipt of persons; receipt',
    'definition',
  ),
  concept(
    'means',
    'threat; use of force; coercion; abduction; fraud; deception; abuse of power; abuse of a position of vulnerability; position of vulnerability; debt bondage',
    'definition',
  ),
  concept(
    'sexual-exploitation',
    'sexual exploitation; prostitution; pornography; sexual service; sexual abuse',
  ),
  concept(
    'labour-exploitation',
    'labour exploitation; forced labour; forced work; slavery; servitude; exploitative work; debt bondage; child labour',
    'labour',
  ),
  concept(
    'labour',
    'worker; employee; employer; employment; labour inspector; labour inspection; labour standard; wage; salary; working conditions; trade union; migrant worker; labour',
  ),
  concept(
    'recruiters',
    'recruitment agency; recruitment fee; private recruitment; recruiter; employment agency; recruitment practice',
    'labour prevention',
  ),
  concept(
    'domestic-work',
    'domestic worker; domestic servitude; domestic employee; private household; diplomatic household',
    'labour-exploitation',
  ),
  concept('organs', 'removal of organs; organ removal; human organ; organ trafficking; transplant'),
  concept(
    'other-forms',
    'forced marriage; forced begging; begging; forced criminality; criminal activity; illegal adoption; surrogacy; child soldier',
  ),
  // Article 2 and the shape of the law.
  concept(
    'adherence',
    'ratification; ratify; =accession; =accede; =acceding; become party; becoming parties; adherence; signatory; universal',
  ),
  concept(
    'legislation',
    'legislation; legislative; law; enact; legal framework; model law; statute; legal provision; legislator',
  ),
  concept(
    'criminalization',
    '=criminalize; =criminalizes; =criminalizing; =criminalized; =criminalization; offence; predicate offence; penalty; sanction; =punishable; aggravating circumstance',
    'legislation',
  ),
  concept(
    'organized-crime',
    'organized criminal group; criminal network; criminal group; criminal organization',
    'investigation',
  ),
  concept('corruption', 'corruption; complicity; bribery; corrupt official'),
  concept(
    'proceeds',
    'proceeds of crime; proceeds; confiscation; confiscate; forfeiture; seizure; freezing; asset; asset recovery',
  ),
  concept(
    'laundering',
    'laundering; money laundering; financial investigation; financial intelligence; financial flow; suspicious transaction',
    'proceeds investigation',
  ),
  // Articles 6 to 8: the victim.
  concept(
    'identification',
    'identify victim; victim identification; identification; identifying victims; detection; detect; screening; indicators of trafficking; criteria for the identification; potential victim; presumed victim',
    'victim-assistance',
  ),
  concept(
    'referral',
    'referral mechanism; referral; refer victims; multidisciplinary',
    'coordination victim-assistance',
  ),
  concept(
    'victim-protection',
    'victim protection; protection of victims; protect victims; safety; security of victims; protection',
  ),
  concept(
    'victim-assistance',
    'victim assistance; assistance to victims; assist victims; support for victims; support victims; victim support; care for victims; victim service; service provider; victim service provider; recovery; rehabilitation; social assistance; social services',
  ),
  concept(
    'health',
    'medical; health; psychological; psychosocial; counselling; mental health; trauma; trauma-informed; HIV',
    'victim-assistance',
  ),
  concept(
    'housing',
    'shelter; accommodation; housing; homeless; homelessness; safe house; refuge',
    'victim-assistance',
  ),
  concept(
    'legal-aid',
    'legal representation; legal counsel; legal aid; legal advice; free legal; legal assistance to victims; advising victims of their rights',
    'victim-assistance',
  ),
  concept(
    'language-help',
    '=interpreter; =interpreters; interpretation service; language assistance; native language; translation',
  ),
  concept(
    'privacy',
    'confidentiality; confidential; privacy; personal data; data protection',
    'victim-protection',
  ),
  concept(
    'stay',
    'reflection period; recovery and reflection; residence permit; stay temporarily; temporary stay; right to stay; immigration status; residence status; =regularize; =regularization',
    'victim-protection',
  ),
  concept(
    'return',
    'repatriation; return of victims; voluntary return; reintegration; resettlement; safe return',
    'victim-assistance',
  ),
  concept(
    'compensation',
    'compensation; restitution; reparation; redress; damages; compensation fund; remedy',
    'victim-assistance',
  ),
  concept(
    'non-punishment',
    'non-punishment; non-prosecution; punish victims; prosecute victims; not punish; not prosecute; compelled to commit; unlawful act; non-criminalization; exempt from liability; offences committed by victims',
  ),
  concept(
    'witness',
    'witness; testimony; testify; witness protection; victim-witness; evidence of victims',
    'criminal-justice victim-protection',
  ),
  concept(
    'revictimization',
    'secondary victimization; revictimization; retraumatization; intimidation; retaliation; reprisal',
    'victim-protection',
  ),
  concept(
    'human-rights',
    'human rights; rights-based; victim-centred; victim-centred approach; rights of victims; dignity; discrimination; fundamental freedom',
  ),
  concept(
    'children',
    'child; children; minor; guardian; best interest; unaccompanied; juvenile; age; age-sensitive',
  ),
  concept(
    'gender',
    'gender; gender-sensitive; women; girl; violence against women; sex; gender-based violence',
  ),
  concept('culture', 'culture; cultural; religion; ethnic; indigenous'),
  concept(
    'survivors',
    'survivor; input of victims; input of survivors; lived experience; consulting victims',
    'victim-protection',
  ),
  // Criminal justice.
  concept(
    'criminal-justice',
    'criminal justice; law enforcement; police; prosecutor; judge; judicial; judiciary; court; criminal proceedings; penal proceedings; trial',
  ),
  concept(
    'investigation',
    'investigate; investigation; prosecute; prosecution; conviction; special investigative techniques; undercover; surveillance; controlled delivery; intelligence',
  ),
  concept(
    'special-techniques',
    'special investigative techniques; undercover; controlled delivery; electronic surveillance; financial investigation',
    'investigation',
  ),
  concept(
    'case-management',
    'case management; management of cases; follow-up; specialized unit; specialized staff',
    'criminal-justice',
  ),
  concept(
    'front-line',
    'front-line; first responder; police officer; labour inspector; immigration officer; border guard; social worker; consular officer; practitioner',
    'criminal-justice',
  ),
  // Articles 9 to 11: prevention, exchange, borders.
  concept(
    'prevention',
    'prevention; prevent; root cause; poverty; socio-economic factor; underdevelopment; prevention strategy',
  ),
  concept(
    'awareness',
    'awareness; awareness-raising; raise awareness; campaign; public education; information campaign; media; =sensitize; =sensitizing; =sensitization; inform the public',
    'prevention',
  ),
  concept('education', 'education; school; curriculum; pupil; student; educate', 'prevention awareness'),
  concept(
    'demand',
    'demand; consumer; buyer; client; discourage demand; user of services; potential user; exploitative service; demand reduction; =goods and services; products of forced labour',
    'prevention',
  ),
  concept(
    'supply-chain',
    'supply chain; procurement; due diligence; products of forced labour; =goods and services; =products; =goods',
    'private-sector demand',
  ),
  concept(
    'private-sector',
    'private sector; business; company; =employer; =employers; enterprise; corporate; industry',
    'partnership',
  ),
  concept(
    'vulnerability',
    'vulnerable; vulnerability; vulnerable group; at-risk; at risk; risk factor; marginalized',
  ),
  concept(
    'migration',
    'migrant; migration; immigration; refugee; asylum; smuggling of migrants; irregular migration',
  ),
  concept(
    'borders',
    'border; border control; travel document; identity document; visa; passport; carrier; port of entry',
    'migration',
  ),
  concept(
    'technology',
    'internet; online; cyber; technology; social media; website; platform; digital; electronic',
  ),
  concept(
    'conflict',
    'armed conflict; humanitarian; natural disaster; emergency; peacekeeping; peacekeeper; military personnel; soldier; peacekeeping mission',
  ),
  concept('diplomatic', 'diplomatic; consular; embassy; consulate; foreign mission; liaison officer'),
  // How work is organised.
  concept(
    'coordination',
    'coordination; coordinate; coordinated; coordination mechanism; coordinating body; task force; inter-ministerial; inter-agency; multi-agency; focal point',
  ),
  concept(
    'national-plan',
    'national action plan; plan of action; national strategy; national plan; comprehensive policy; action plan; strategy',
    'coordination',
  ),
  concept(
    'monitoring',
    'monitor; monitoring; evaluate; evaluation; national rapporteur; impact; =indicator; =indicators; assess; assessment',
  ),
  concept(
    'review',
    'review mechanism; review of implementation; self-assessment; checklist; questionnaire; peer review; review',
    'monitoring',
  ),
  concept(
    'civil-society',
    'civil society; non-governmental; non-governmental organization; community-based; faith-based; NGO; volunteer; grass-roots',
  ),
  concept('partnership', 'partnership; partner; stakeholder; cooperate with civil society', 'civil-society'),
  concept(
    'training',
    'training; train; course; seminar; workshop; trainer; curriculum for officials; specialized training; training material; professional skill',
  ),
  concept(
    'capacity',
    'capacity-building; capacity; build capacity; expertise; roster of experts',
    'training',
  ),
  concept(
    'technical-assistance',
    'technical assistance; legislative assistance; technical support; advisory service; assist States; assistance to States',
  ),
  concept(
    'tools',
    'tool; manual; handbook; toolkit; guideline; guidance; guide; model law; issue paper; principles and guidelines; standard operating procedure',
  ),
  concept(
    'good-practice',
    'good practice; best practice; lessons learned; promising practice; examples of practice; share experience; exchange of experience; compile; disseminate',
    'tools',
  ),
  concept(
    'data',
    'data; statistics; database; data collection; collect data; disaggregated; trend; pattern; Global Report on Trafficking in Persons; information system',
  ),
  concept(
    'research',
    'research; study; analysis; analyse; typology; profile; survey; estimate; methodology',
    'data',
  ),
  concept(
    'resources',
    'fund; funding; budget; financial resources; allocation; trust fund; voluntary contribution; resources',
  ),
  // Cooperation between States.
  concept(
    'international-cooperation',
    'international cooperation; cross-border; bilateral; countries of origin; country of destination; transit; cooperation between States; mutual cooperation; shared responsibility',
  ),
  concept(
    'judicial-cooperation',
    'extradition; mutual legal assistance; central authority; judicial cooperation; transfer of proceedings; letters rogatory',
    'international-cooperation',
  ),
  concept(
    'joint-investigation',
    'joint investigation; joint investigation team; joint operation; joint team',
    'international-cooperation investigation',
  ),
  concept(
    'exchange',
    'exchange of information; information exchange; information-sharing; share information; sharing information; exchange information; contact point; network of contact points',
    'international-cooperation',
  ),
  concept(
    'regional',
    'regional; subregional; interregional; regional organization; regional cooperation; regional approach; regional level',
    'international-cooperation',
  ),
  concept(
    'un-system',
    'Inter-Agency Coordination Group; treaty body; special rapporteur; international organization; United Nations entity; intergovernmental organization; Global Plan of Action',
  ),
  concept(
    'conference',
    'agenda item; future meeting; next session; mandate of the Working Group; expert meeting; meeting of experts; open-ended working group; session of the Conference',
  ),
]

/** What each article is about, by the instrument's last word: the Protocol of 2000, and the Organized Crime Convention. */
export const ARTICLES: Readonly<Record<'Protocol' | 'Convention', Readonly<Record<number, string>>>> = {
  Protocol: {
    2: 'human-rights',
    3: 'definition',
    5: 'criminalization',
    6: 'victim-assistance',
    7: 'stay',
    8: 'return',
    9: 'prevention',
    10: 'exchange',
    11: 'borders',
    12: 'borders',
  },
  Convention: {
    2: 'definition',
    5: 'organized-crime',
    6: 'laundering',
    7: 'laundering',
    8: 'corruption',
    9: 'corruption',
    12: 'proceeds',
    13: 'proceeds',
    14: 'proceeds',
    16: 'judicial-cooperation',
    18: 'judicial-cooperation',
    19: 'joint-investigation',
    20: 'special-techniques',
    21: 'judicial-cooperation',
    24: 'witness',
    25: 'victim-assistance',
    26: 'criminal-justice',
    27: 'exchange',
    28: 'data',
    29: 'training',
    30: 'technical-assistance',
    31: 'prevention',
    32: 'conference',
  },
}

function concept(id: string, words: string, within = ''): Concept {
  return { id, words: words.split('; '), within: within === '' ? [] : within.split(' ') }
}
