import accounts from './zh-CN/accounts.ts'
import areas from './zh-CN/areas.ts'
import audit from './zh-CN/audit.ts'
import bulletins from './zh-CN/bulletins.ts'
import cases from './zh-CN/cases.ts'
import closings from './zh-CN/closings.ts'
import desk from './zh-CN/desk.ts'
import drawing from './zh-CN/drawing.ts'
import errors from './zh-CN/errors.ts'
import files from './zh-CN/files.ts'
import imports from './zh-CN/imports.ts'
import inbox from './zh-CN/inbox.ts'
import ledger from './zh-CN/ledger.ts'
import meetings from './zh-CN/meetings.ts'
import notices from './zh-CN/notices.ts'
import operations from './zh-CN/operations.ts'
import packs from './zh-CN/packs.ts'
import plan from './zh-CN/plan.ts'
import presenting from './zh-CN/presenting.ts'
import ranking from './zh-CN/ranking.ts'
import report from './zh-CN/report.ts'
import roster from './zh-CN/roster.ts'
import version from './zh-CN/version.ts'
import wall from './zh-CN/wall.ts'

export default {
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
  app: { title: '物业管理全覆盖一张图' },
  day: {
    full: '{year}\u00a0年\u00a0{month}\u00a0月\u00a0{day}\u00a0日',
    short: '{month}\u00a0月\u00a0{day}\u00a0日',
    month: '{month}\u00a0月',
    year: '{year}\u00a0年',
  },
  amount: { households: '{n} 户', floor_area: '{n} 万 m²' },
  nouns: { compound: '小区', measure: '工作措施' },
  ...wall,
  plan,
  errors,
}
