import { conformanceTests } from './testing/conformance.js'
import { databases, describeOn } from './testing/databases.js'

await describeOn(databases.sqlite, () => conformanceTests(databases.sqlite))
