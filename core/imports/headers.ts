import { modeIndicator } from '../plan/mode.ts'
import type { PlanDocument } from '../plan/plan-document.ts'
import { type Cell, cellText } from './cells.ts'

/** What a column holds: code, name, mode, manager, since, a fact or indicator by its id, or `level:` and a level's id. */
export interface Column {
  field: string
  header: string
  at: number
  /** 10 000 where the header counts in 万. */
  scale: number
}

/** What people call the columns of a ledger and the attributes of a shape, by field. */
export const SYNONYMS: Record<string, string[]> = {
  code: [
    '编号',
    '编码',
    '小区编号',
    '小区编码',
    '小区代码',
    '楼院编号',
    '项目编号',
    '项目编码',
    '代码',
    'id',
    'code',
    'osm_id',
  ],
  name: [
    '小区名称',
    '名称',
    '项目名称',
    '楼院名称',
    '小区',
    '小区楼院',
    '小区(楼院)名称',
    '楼盘名称',
    '物业项目名称',
    'name',
  ],
  households: ['户数', '总户数', '住户数', '居民户数', '总户', '住户', 'households'],
  floor_area: ['建筑面积', '总建筑面积', '总建面', '建面', '物业面积', '面积', 'floor_area'],
  buildings: ['楼栋数', '栋数', '楼栋', '幢数', '楼幢数', '总栋数', 'buildings'],
  built_year: ['建成年份', '建成年代', '建成时间', '竣工年份', '竣工时间', '建设年代', '年份', 'built_year'],
  task_owner: ['责任单位', '包联单位', '帮扶单位', 'task_owner'],
  due_on: ['完成时限', '计划完成时间', '要求完成时间', 'due_on'],
  mode: ['管理模式', '物业管理模式', '管理方式', '物业模式', '模式', 'mode'],
  manager: ['管理单位', '物业公司', '物业企业', '物业服务企业', '物业服务单位', '管理主体', 'manager'],
  since: ['进驻日期', '进驻时间', '入驻日期', '入驻时间', '接管日期', '接管时间', '起始日期', 'since'],
}

const LEVELS: Record<string, string[]> = {
  town: ['乡镇', '镇', '街道', '乡镇街道', '镇街', '镇办', '乡镇(街道)', '镇(街道)'],
  community: ['社区', '社区居委会', '村社区', '村(社区)', '居委会', '社区名称'],
  grid: ['网格'],
}

const headerKey = (text: string) => text.replace(/[*＊:：\s]/g, '').toLowerCase()
const withoutBrackets = (key: string) => key.replace(/\([^()]*\)/g, '')

/** Every header a plan's ledger understands, by key. The plan's own words win over the house's. */
export const headerWords = (plan: PlanDocument): Map<string, string> => {
  const words = new Map<string, string>()
  const say = (field: string, ...texts: string[]) => {
    for (const text of texts) words.set(headerKey(text.normalize('NFKC')), field)
  }
  for (const [field, texts] of Object.entries(SYNONYMS)) say(field, ...texts)
  for (const { id, zh } of plan.levels.slice(1)) {
    for (const text of [zh, ...(LEVELS[id] ?? []), id]) say(`level:${id}`, text, `所属${text}`, `所在${text}`)
  }
  const mode = modeIndicator(plan)
  for (const { id, zh, on, derived } of plan.indicators)
    if (on === 'compound' && !derived) say(id === mode?.id ? 'mode' : id, zh, id)
  return words
}

/** What a clerk said of the columns, by their header: a field, or '' for a column that is left out. */
export type SaidColumns = Readonly<Record<string, string>>

/** Every field a column may mean in a plan, with a header that means it and nothing else. */
export const ledgerFields = (plan: PlanDocument): { field: string; zh: string; en?: string }[] => {
  const words = headerWords(plan)
  const mode = modeIndicator(plan)
  const meaning = (field: string, texts: string[]) =>
    texts.find(text => words.get(headerKey(text.normalize('NFKC'))) === field) ?? field
  const facts = Object.entries(SYNONYMS)
    .filter(([field]) => mode || !['mode', 'manager', 'since'].includes(field))
    .map(([field, texts]) => ({ field, zh: meaning(field, texts) }))
  const levels = plan.levels.slice(1).map(({ id, zh, en }) => ({ field: `level:${id}`, zh, en }))
  const indicators = plan.indicators
    .filter(({ id, on, derived }) => on === 'compound' && !derived && id !== mode?.id)
    .map(({ id, zh, en }) => ({ field: id, zh: meaning(id, [zh]), en }))
  return [...facts.slice(0, 2), ...levels, ...facts.slice(2), ...indicators]
}

/** The columns of a header row, and the headers nothing is known of or wanted from; what was `said` wins over the guess. */
export const readHeaders = (
  words: Map<string, string>,
  cells: Cell[],
  said: SaidColumns = {},
): { columns: Column[]; unknown: string[] } => {
  const columns: Column[] = []
  const unknown: string[] = []
  for (const [at, cell] of cells.entries()) {
    const header = cellText(cell)
    if (!header) continue
    const key = headerKey(header)
    const guess = words.get(key) ?? words.get(withoutBrackets(key))
    const field = Object.hasOwn(said, header) ? said[header] : guess
    if (field) columns.push({ field, header, at, scale: /\(.*万.*\)/.test(key) ? 10_000 : 1 })
    else unknown.push(header)
  }
  return { columns, unknown }
}
