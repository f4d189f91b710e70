import { conformanceTests } from './testing/conformance.js'
import { databases, describeOn } from './testing/databases.js'

await describeOn(databases.mariadb, () => conformanceTests(databases.mariadb))
