/** Addressees that the reports use, as printed, with the end of their text key; others are shown as printed. */
export const addresseeKeys: Readonly<Record<string, string>> = {
  'States parties': 'statesParties',
  States: 'states',
  'States (not yet parties)': 'notYetParties',
  'Member States': 'memberStates',
  Conference: 'conference',
  Secretariat: 'secretariat',
  UNODC: 'unodc',
  'Working Group': 'workingGroup',
  'States parties and international organizations': 'statesPartiesAndOrganizations',
}
