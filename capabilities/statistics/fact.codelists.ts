import type { Code, Codelist, Language } from '#kernel/entity/codelist.ts'

type Labels = [en: string, fr: string, es: string, ar: string, ru: string, zh: string]

/** The lists that only facts need. The others (country, exploitation, means, industry …) are standards. */
export const factCodelists: readonly Codelist[] = [
  list('fact-kind', {
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
  list('fact-sex', {
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
    unknown: unknownLabels(),
  }),
  list('fact-age-group', {
    '0-17': [
      'Children (0–17)',
      'Enfants (0–17 ans)',
      'Niños y niñas (0–17)',
      'أطفال (0–17)',
      'Дети (0–17 лет)',
      '儿童(0–17岁)',
    ],
    '18+': [
      'Adults (18 or over)',
      'Adultes (18 ans ou plus)',
      'Personas adultas (18 o más)',
      'بالغون (18 فأكثر)',
      'Взрослые (18 лет и старше)',
      '成年人(18岁及以上)',
    ],
    unknown: unknownLabels(),
  }),
  list('fact-age-band', {
    '0-8': same('0–8'),
    '9-17': same('9–17'),
    '0-17': [
      'Child, age not recorded',
      'Enfant, âge non consigné',
      'Niño o niña, edad no registrada',
      'طفل، العمر غير مسجَّل',
      'Ребёнок, возраст не указан',
      '儿童,年龄未记录',
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
      '成年人,年龄未记录',
    ],
    unknown: unknownLabels(),
  }),
  list('fact-service', {
    shelter: ['Shelter', 'Hébergement', 'Alojamiento', 'إيواء', 'Приют', '庇护住所'],
    medical: [
      'Medical care',
      'Soins médicaux',
      'Atención médica',
      'رعاية طبية',
      'Медицинская помощь',
      '医疗服务',
    ],
    psychological: [
      'Psychological support',
      'Soutien psychologique',
      'Apoyo psicológico',
      'دعم نفسي',
      'Психологическая помощь',
      '心理支持',
    ],
    legal: [
      'Legal assistance',
      'Assistance juridique',
      'Asistencia jurídica',
      'مساعدة قانونية',
      'Юридическая помощь',
      '法律援助',
    ],
    language: [
      'Language assistance',
      'Assistance linguistique',
      'Asistencia lingüística',
      'مساعدة لغوية',
      'Языковая помощь',
      '语言协助',
    ],
    material: [
      'Material assistance',
      'Aide matérielle',
      'Ayuda material',
      'مساعدة مادية',
      'Материальная помощь',
      '物质援助',
    ],
    education: [
      'Education or training',
      'Éducation ou formation',
      'Educación o formación',
      'تعليم أو تدريب',
      'Образование или обучение',
      '教育或培训',
    ],
    employment: ['Employment', 'Emploi', 'Empleo', 'عمل', 'Трудоустройство', '就业'],
    return: [
      'Voluntary return',
      'Retour volontaire',
      'Retorno voluntario',
      'عودة طوعية',
      'Добровольное возвращение',
      '自愿返回',
    ],
    other: ['Other service', 'Autre service', 'Otro servicio', 'خدمة أخرى', 'Другая услуга', '其他服务'],
    unknown: unknownLabels(),
  }),
  list('fact-stage', {
    suspected: ['Suspected', 'Soupçonné', 'Sospecha', 'اشتباه', 'Подозрение', '涉嫌'],
    investigated: ['Investigated', 'Enquête', 'Investigación', 'تحقيق', 'Расследование', '侦查'],
    prosecuted: [
      'Prosecuted',
      'Poursuites',
      'Enjuiciamiento',
      'ملاحقة قضائية',
      'Уголовное преследование',
      '起诉',
    ],
    convicted: ['Convicted', 'Condamnation', 'Condena', 'إدانة', 'Осуждение', '定罪'],
    unknown: unknownLabels(),
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

function unknownLabels(): Labels {
  return ['Unknown', 'Inconnu', 'Desconocido', 'غير معروف', 'Неизвестно', '未知']
}
