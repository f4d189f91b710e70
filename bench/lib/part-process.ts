/** The process of one part: name and scale as arguments, results as one line of JSON. */
import { type PartName, parts, type Scale } from '../parts.js'

const [name, scale] = process.argv.slice(2)
// `runPart` started this process, with arguments of these types.
const { part } = await parts[name as PartName]()
const results = await part(JSON.parse(scale ?? '') as Scale)
process.stdout.write(JSON.stringify(results))
