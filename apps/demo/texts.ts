/** Remarks of the demonstration: what offices write on an ordinary day. They say nothing about anybody. */
export const remarks = [
  'Interpreter booked for the next appointment.',
  'Appointment moved to next week at the person’s request.',
  'Copy of the residence permit received.',
  'Letter from the municipality filed.',
  'Telephone call with the health centre about an appointment.',
  'Information on rights given in writing and explained.',
  'Travel costs reimbursed.',
  'Meeting with legal counsel confirmed.',
  'Request for documents sent to the consular section.',
  'School enrolment form completed.',
  'Monthly review held; plan unchanged.',
  'Monthly review held; plan adjusted.',
  'Bank account opened.',
  'Language course started.',
] as const

export const closingReasons = [
  'The plan was completed.',
  'The person no longer needs support and said so.',
  'The person moved; contact details for later questions were left.',
  'No contact for six months in spite of three attempts.',
  'Returned home with support; follow-up by the partner agency.',
] as const

export const notVictimReason = 'The assessment found no trafficking; referred to general services.'
