import type { Random } from '../random.ts'
import type { Account, DemoCompound, DemoOrganisation } from '../types.ts'
import type { Mode } from './cast.ts'

export type Manager = { organisation: string; evidence: string[]; account: Account; form?: string }
export type Managers = { of: (compound: DemoCompound, mode: Mode) => Manager; organisations: DemoOrganisation[] }

const forms = [
  { id: 'committee', word: '业主委员会', evidence: 'committee_filing', share: 0.45 },
  { id: 'council', word: '居民议事小组', evidence: 'community_minutes', share: 0.85 },
  { id: 'management_committee', word: '物业管理委员会', evidence: 'town_decision', share: 1 },
]

/** Who manages a yard in a mode, and what is handed in as proof. Owners' bodies come into being as they are asked for. */
export const makeManagers = (random: Random, known: DemoOrganisation[]): Managers => {
  const organisations = [...known]
  const ofKind = (kind: DemoOrganisation['kind']) => known.filter(one => one.kind === kind)
  const companies = ofKind('company')
  const ownersOf = (compound: DemoCompound): Manager => {
    const drawn = random.next()
    const form = forms.find(one => drawn < one.share)!
    const organisation = `owners-${compound.code}`
    if (!organisations.some(one => one.code === organisation))
      organisations.push({ code: organisation, name: `${compound.name}${form.word}`, kind: 'committee' })
    return { organisation, evidence: [form.evidence], account: 'community', form: form.id }
  }
  const of = (compound: DemoCompound, mode: Mode): Manager => {
    if (mode === 'professional') {
      // A community's yards mostly go to the same two companies.
      const near = companies[(compound.community.length + (random.chance(0.7) ? 0 : 2)) % companies.length]!
      const organisation = (random.chance(0.75) ? near : random.pick(companies)).code
      return { organisation, evidence: ['contract', 'entry_photo'], account: 'community' }
    }
    if (mode === 'work_unit') {
      const owner = compound.task_owner?.startsWith('unit') ? compound.task_owner : random.pick(ofKind('unit')).code
      return { organisation: owner, evidence: ['unit_commitment'], account: random.chance(0.6) ? 'unit' : 'community' }
    }
    if (mode === 'floating')
      return { organisation: `office-${compound.community}`, evidence: ['appointment'], account: 'community' }
    return ownersOf(compound)
  }
  return { of, organisations }
}
