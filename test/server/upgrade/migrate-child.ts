import { connect } from '../../../server/db/connect.ts'
import { migrate } from '../../../server/db/migrate.ts'

/** A server that brings a database up to date, and is killed over it: tells each migration it begins. */
const [database_url, folder] = process.argv.slice(2)
const connection = await connect({ database_url, data_dir: '' })
await migrate(connection, name => process.send?.(name), { folder })
