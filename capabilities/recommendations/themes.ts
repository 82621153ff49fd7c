import type { Paragraph } from './recommendations.entity.ts'

/** A theme under which recommendations of different meetings meet. `words` are looked for in headings and texts. */
export interface Theme {
  id: string
  title: string
  words: RegExp
}

/** In the order in which an index lists them. */
export const THEMES: readonly Theme[] = [
  { id: 'general', title: 'General recommendations', words: /\bgeneral recommendations\b/gi },
  {
    id: 'adherence',
    title: 'Universal adherence',
    words: /\badherence\b|\bratif\w+|\bbecom\w+ part(?:y|ies)\b/gi,
  },
  {
    id: 'legislation',
    title: 'National legislation',
    words: /\bnational legislation\b|\blegislati\w+|\bcriminali[sz]\w+|\benact\b|\bpunishable act\b/gi,
  },
  {
    id: 'concepts',
    title: 'Definitions and key concepts',
    words: /\bconcepts?\b|\bdefinitions?\b|\bconsent\b/gi,
  },
  {
    id: 'prevention',
    title: 'Prevention and awareness-raising',
    words: /\bprevention\b|\bprevent\b|\bawareness\b|\bcampaigns?\b/gi,
  },
  {
    id: 'demand',
    title: 'Demand, labour exploitation and supply chains',
    words:
      /\bdemand\b|\bsupply chains?\b|\bprocurement\b|\blabour exploitation\b|\bforced labour\b|\bforced work\b|\bbusinesses\b|\brecruitment (?:agencies|fees)\b/gi,
  },
  {
    id: 'identification',
    title: 'Identification of victims',
    words: /\bidentif\w+|\bsigns of exploitation\b|\breferral mechanisms?\b/gi,
  },
  {
    id: 'protection',
    title: 'Protection of and assistance to victims',
    words:
      /\bvictim protection\b|\bsupport for victims\b|(?<!technical |legal |legislative )\bassistance\b|\bvictims of trafficking\b|\bvictims?\b|\bshelters?\b|\baccommodation\b|\bsurvivors?\b|\btrauma\b|\brecovery and reflection\b/gi,
  },
  {
    id: 'non-punishment',
    title: 'Non-punishment and non-prosecution of victims',
    words: /\bnon-punishment\b|\bnon-prosecution\b|\bnot (?:be )?punish\w*|\bnot to charge\b/gi,
  },
  { id: 'compensation', title: 'Compensation', words: /\bcompensation\b|\brestitution\b/gi },
  {
    id: 'witnesses',
    title: 'Victims as witnesses',
    words: /\bwitness(?:es)?\b|\bvictim-witness\b|\btestimony\b/gi,
  },
  {
    id: 'criminal-justice',
    title: 'Criminal justice response',
    words:
      /\bcriminal justice\b|\binvestigat\w+|\bprosecut\w+|\bconvictions?\b|\bproceedings\b|\bcase management\b/gi,
  },
  {
    id: 'training',
    title: 'Training and capacity-building',
    words: /\btrain(?:ing|ers?|ed)?\b|\bcapacity\b|\bcapacity-building\b/gi,
  },
  {
    id: 'coordination',
    title: 'Coordination at the national level',
    words: /\bcoordinat\w+|\bnational plans? of action\b|\binter-ministerial\b|\bnational rapporteur\b/gi,
  },
  {
    id: 'partnerships',
    title: 'Partnerships with civil society and the private sector',
    words:
      /\bpartnerships?\b|\bcivil society\b|\bprivate sector\b|\bnon-governmental\b|\btrade unions\b|\bthe media\b/gi,
  },
  {
    id: 'data',
    title: 'Data, research and review',
    words: /\bdata\b|\bresearch\b|\bstatistic\w*|\breview\b|\bmonitor\w*|\bmeasure the\b/gi,
  },
  { id: 'technology', title: 'Technology', words: /\bcyber\w*|\btechnolog\w+|\bonline\b|\bsocial media\b/gi },
  {
    id: 'technical-assistance',
    title: 'Technical assistance and tools',
    words:
      /\btechnical (?:assistance|support)\b|\btools\b|\bguides?\b|\bbest practices\b|\bgood practices\b/gi,
  },
  {
    id: 'cooperation',
    title: 'International and regional cooperation',
    words:
      /\binternational cooperation\b|\bregional\b|\bjoint (?:operations|investigations?|checks)\b|\bcross-border\b|\bextradition\b|\bmutual legal assistance\b|\bneighbouring\b/gi,
  },
  {
    id: 'domestic-workers',
    title: 'Domestic workers in diplomatic households',
    words: /\bdiplomatic\b|\bconsular\b|\bdomestic (?:workers?|servitude|employees)\b/gi,
  },
  {
    id: 'conference',
    title: 'Role of the Conference and its working groups',
    words:
      /\brole of the conference\b|\bits own role\b|\bfuture meetings\b|\bnext meetings\b|\bagenda item\b|\bworking group should\b/gi,
  },
]

const HEADING_WEIGHT = 4
/** A long heading names a whole field; the words of the recommendation say more. */
const LONG_HEADING_WEIGHT = 1.5
const HEADING_WORDS_MAX = 8
const PARENT_HEADING_WEIGHT = 1
const TEXT_WEIGHT_MAX = 3

/** Under which theme a recommendation is listed, and what in it says so. */
export interface ThemeChoice {
  theme: Theme
  because: string[]
  /** Themes it touches too, strongest first. */
  others: Theme[]
}

/**
 * Proposes a theme for a recommendation from its headings and its words; the nearest heading weighs most.
 * A person may settle it otherwise.
 */
export function chooseTheme(paragraph: Paragraph): ThemeChoice {
  const headings = paragraph.topics.filter(topic => topic.level !== 'chapter').map(topic => topic.title)
  const nearest = headings.at(-1) ?? ''
  const headingWeight = nearest.split(/\s+/).length > HEADING_WORDS_MAX ? LONG_HEADING_WEIGHT : HEADING_WEIGHT
  const parents = headings.slice(0, -1).join(' ')
  const scored = THEMES.filter(theme => theme.id !== 'general').map(theme => {
    const inText = matches(theme, paragraph.text)
    const inNearest = matches(theme, nearest)
    const score =
      (inNearest.length > 0 ? headingWeight : 0) +
      (matches(theme, parents).length > 0 ? PARENT_HEADING_WEIGHT : 0) +
      Math.min(inText.length, TEXT_WEIGHT_MAX)
    const first = inNearest[0] ? nearest.toLowerCase().indexOf(inNearest[0]) : nearest.length
    return { theme, score, first, because: [...new Set([...inNearest, ...inText])] }
  })
  const ranked = scored
    .filter(({ score }) => score > 0)
    .sort((one, other) => other.score - one.score || one.first - other.first)
  const best = ranked[0]
  if (!best) return { theme: THEMES[0]!, because: [], others: [] }
  return { theme: best.theme, because: best.because, others: ranked.slice(1).map(({ theme }) => theme) }
}

/** The distinct words of a theme in a text, in small letters. */
function matches(theme: Theme, text: string): string[] {
  return [...new Set(text.match(theme.words)?.map(word => word.toLowerCase()))]
}
