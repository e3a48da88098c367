import type { Connection } from '../../../server/db/connect.ts'

/** Everything a database has of ours as text: tables, columns, functions, guards, rights and rows. Two that are equal are the same database. */
export const asItLies = ({ together }: Connection): Promise<string> =>
  together(async script => {
    const parts = []
    for (const each of CATALOGUES) parts.push(await script(each))
    const tables = await script(
      `select relname from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r' and relname <> 'spatial_ref_sys' order by 1`,
    )
    const rows = []
    for (const { relname } of tables)
      rows.push([
        relname,
        await script(`select count(*)::int, md5(string_agg(t::text, '|' order by t::text)) from ${relname} t`),
      ])
    return JSON.stringify([parts, rows], null, 1)
  })

const OURS = `= 'public'::regnamespace`
const CATALOGUES = [
  `select relname, relkind, pg_get_userbyid(relowner), relacl::text, relrowsecurity, relforcerowsecurity from pg_class where relnamespace ${OURS} order by 1, 2`,
  `select attrelid::regclass::text, attname, atttypid::regtype::text, attnotnull, attidentity, attacl::text, pg_get_expr(adbin, adrelid)
   from pg_attribute left join pg_attrdef on adrelid = attrelid and adnum = attnum
   where attrelid in (select oid from pg_class where relnamespace ${OURS}) and attnum > 0 order by 1, attnum`,
  `select conrelid::regclass::text, conname, pg_get_constraintdef(oid) from pg_constraint where connamespace ${OURS} order by 1, 2`,
  `select tgrelid::regclass::text, tgname, tgenabled, pg_get_triggerdef(oid) from pg_trigger where not tgisinternal order by 1, 2`,
  `select indexrelid::regclass::text, pg_get_indexdef(indexrelid) from pg_index where indexrelid in (select oid from pg_class where relnamespace ${OURS}) order by 1`,
  `select polrelid::regclass::text, polname, polcmd, pg_get_expr(polqual, polrelid), pg_get_expr(polwithcheck, polrelid), polroles::regrole[]::text from pg_policy order by 1, 2`,
  `select proname, pg_get_function_identity_arguments(oid) as of, md5(prosrc), proconfig::text, prosecdef, proacl::text, pg_get_userbyid(proowner)
   from pg_proc where pronamespace ${OURS} order by 1, 2`,
  `select rolname, rolsuper, rolbypassrls from pg_roles where rolname like 'fullcover\\_%' and rolname not like 'fullcover\\_test%' order by 1`,
  `select extname, extversion from pg_extension order by 1`,
]
