import accounts from './en/accounts.ts'
import areas from './en/areas.ts'
import audit from './en/audit.ts'
import bulletins from './en/bulletins.ts'
import cases from './en/cases.ts'
import closings from './en/closings.ts'
import desk from './en/desk.ts'
import drawing from './en/drawing.ts'
import errors from './en/errors.ts'
import files from './en/files.ts'
import imports from './en/imports.ts'
import inbox from './en/inbox.ts'
import ledger from './en/ledger.ts'
import meetings from './en/meetings.ts'
import notices from './en/notices.ts'
import operations from './en/operations.ts'
import packs from './en/packs.ts'
import plan from './en/plan.ts'
import presenting from './en/presenting.ts'
import ranking from './en/ranking.ts'
import report from './en/report.ts'
import roster from './en/roster.ts'
import version from './en/version.ts'
import wall from './en/wall.ts'
import type zhCN from './zh-CN.ts'

const messages: typeof zhCN = {
  accounts,
  areas,
  audit,
  desk,
  drawing,
  files,
  imports,
  inbox,
  ledger,
  report,
  roster,
  meetings,
  closings,
  ranking,
  cases,
  bulletins,
  operations,
  packs,
  notices,
  version,
  presenting,
  app: { title: 'Fullcover' },
  day: { full: '{day}/{month}/{year}', short: '{day}/{month}', month: '{month}', year: '{year}' },
  amount: { households: '{n} households', floor_area: '{n} m²' },
  nouns: { compound: 'compounds', measure: 'measures' },
  ...wall,
  plan,
  errors,
}

export default messages
