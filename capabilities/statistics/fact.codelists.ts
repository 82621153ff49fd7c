import type { Code, Codelist, Codelists, Language } from '#kernel/entity/codelist.ts'

/** Lists of facts that join several of the standards, in this order; the first list that has a code names it. */
const joined: Record<string, readonly string[]> = {
  'fact.exploitation': ['htcds.type-of-exploitation', 'ctdc.exploitation'],
  'fact.means': ['htcds.methods-of-control', 'ctdc.means'],
  'fact.industry': ['htcds.forced-labour-industry', 'ctdc.labour'],
}

/**
 * The lists that facts are coded by: those of the standards, their unions, and the few that only facts need.
 * @param standards where the standards' lists are found
 */
export function factCodelists(standards: Codelists): Codelists {
  const made = new Map(own.map(list => [list.id, list]))
  return {
    get(id) {
      const parts = joined[id]
      if (parts && !made.has(id))
        made.set(
          id,
          union(
            id,
            parts.map(part => standards.get(part)),
          ),
        )
      return made.get(id) ?? standards.get(id)
    },
  }
}

/** The list that facts have in place of another one: the one that it is joined into, or itself. */
export const factListOf = (id: string): string =>
  Object.keys(joined).find(one => joined[one]!.includes(id)) ?? id

function union(id: string, lists: readonly Codelist[]): Codelist {
  const codes = new Map<string, Code>()
  for (const list of lists)
    for (const code of list.codes) if (!codes.has(code.code)) codes.set(code.code, code)
  return {
    ...lists[0]!,
    id,
    version: lists.map(list => `${list.id} ${list.version}`).join(', '),
    source: lists.map(list => list.source).join('; '),
    codes: [...codes.values()],
  }
}

type Labels = [en: string, fr: string, es: string, ar: string, ru: string, zh: string]

const own: readonly Codelist[] = [
  list('fact.kind', {
    victim: ['Victims', 'Victimes', 'Víctimas', 'الضحايا', 'Пострадавшие', '受害人'],
    service: [
      'Services given',
      'Services fournis',
      'Servicios prestados',
      'الخدمات المقدَّمة',
      'Оказанные услуги',
      '已提供的服务',
    ],
    proceeding: ['Proceedings', 'Procédures', 'Procedimientos', 'الإجراءات', 'Производства', '诉讼程序'],
  }),
  list('fact.sex', {
    female: ['Female', 'Féminin', 'Mujer', 'أنثى', 'Женский', '女性'],
    male: ['Male', 'Masculin', 'Hombre', 'ذكر', 'Мужской', '男性'],
    other: [
      'Transgender or non-conforming',
      'Transgenre ou non conforme',
      'Transgénero o no conforme',
      'عابر أو غير مطابق للنوع الاجتماعي',
      'Трансгендерный или неконформный',
      '跨性别或非常规性别',
    ],
  }),
  list('fact.age-group', {
    '0-17': [
      'Children (0–17)',
      'Enfants (0–17 ans)',
      'Niños y niñas (0–17)',
      'أطفال (0–17)',
      'Дети (0–17 лет)',
      '儿童（0–17岁）',
    ],
    '18+': [
      'Adults (18 or over)',
      'Adultes (18 ans ou plus)',
      'Personas adultas (18 o más)',
      'بالغون (18 فأكثر)',
      'Взрослые (18 лет и старше)',
      '成年人（18岁及以上）',
    ],
  }),
  list('fact.age-band', {
    '0-8': same('0–8'),
    '9-17': same('9–17'),
    '0-17': [
      'Child, age not recorded',
      'Enfant, âge non consigné',
      'Niño o niña, edad no registrada',
      'طفل، العمر غير مسجَّل',
      'Ребёнок, возраст не указан',
      '儿童，年龄未记录',
    ],
    '18-20': same('18–20'),
    '21-23': same('21–23'),
    '24-26': same('24–26'),
    '27-29': same('27–29'),
    '30-38': same('30–38'),
    '39-47': same('39–47'),
    '48+': same('48+'),
    '18+': [
      'Adult, age not recorded',
      'Adulte, âge non consigné',
      'Persona adulta, edad no registrada',
      'بالغ، العمر غير مسجَّل',
      'Взрослый, возраст не указан',
      '成年人，年龄未记录',
    ],
  }),
  list('fact.agency-kind', {
    police: ['Police', 'Police', 'Policía', 'الشرطة', 'Полиция', '警察'],
    prosecution: ['Prosecution', 'Parquet', 'Fiscalía', 'النيابة العامة', 'Прокуратура', '检察机关'],
    court: ['Court', 'Tribunal', 'Tribunal', 'المحكمة', 'Суд', '法院'],
    border: [
      'Border guard',
      'Police aux frontières',
      'Guardia de fronteras',
      'حرس الحدود',
      'Пограничная служба',
      '边防机构',
    ],
    'labour-inspectorate': [
      'Labour inspectorate',
      'Inspection du travail',
      'Inspección de trabajo',
      'تفتيش العمل',
      'Инспекция труда',
      '劳动监察机构',
    ],
    immigration: [
      'Immigration service',
      'Service de l’immigration',
      'Servicio de migración',
      'دائرة الهجرة',
      'Миграционная служба',
      '移民机构',
    ],
    health: [
      'Health service',
      'Service de santé',
      'Servicio de salud',
      'الخدمات الصحية',
      'Служба здравоохранения',
      '卫生机构',
    ],
    shelter: ['Shelter', 'Foyer d’accueil', 'Centro de acogida', 'دار إيواء', 'Приют', '庇护所'],
    ngo: [
      'Non-governmental organization',
      'Organisation non gouvernementale',
      'Organización no gubernamental',
      'منظمة غير حكومية',
      'Неправительственная организация',
      '非政府组织',
    ],
    'national-referral-mechanism': [
      'National referral mechanism',
      'Mécanisme national d’orientation',
      'Mecanismo nacional de remisión',
      'الآلية الوطنية للإحالة',
      'Национальный механизм перенаправления',
      '国家转介机制',
    ],
    'national-rapporteur': [
      'National rapporteur',
      'Rapporteur national',
      'Relator nacional',
      'المقرر الوطني',
      'Национальный докладчик',
      '国家报告员',
    ],
    ministry: ['Ministry', 'Ministère', 'Ministerio', 'وزارة', 'Министерство', '部委'],
    secretariat: ['Secretariat', 'Secrétariat', 'Secretaría', 'الأمانة', 'Секретариат', '秘书处'],
    delegation: ['Delegation', 'Délégation', 'Delegación', 'الوفد', 'Делегация', '代表团'],
  }),
]

function list(id: string, labels: Record<string, Labels>): Codelist {
  return {
    id,
    version: '1',
    source: 'Palermo',
    labelStatus: { en: 'reviewed', fr: 'draft', es: 'draft', ar: 'draft', ru: 'draft', zh: 'draft' },
    codes: Object.entries(labels).map(([code, six]): Code => ({ code, labels: named(six), icTip: null })),
  }
}

function named([en, fr, es, ar, ru, zh]: Labels): Record<Language, string> {
  return { en, fr, es, ar, ru, zh }
}

function same(text: string): Labels {
  return [text, text, text, text, text, text]
}
