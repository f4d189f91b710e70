/**
 * `pnpm api`: writes what each package exports to `api/`, so that a change of it is seen in review. With `--check` it
 * writes nothing, and fails where a report is not what the built declarations say.
 */
import { mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { Extractor, ExtractorConfig, ExtractorLogLevel } from '@microsoft/api-extractor'
import { root } from './workspace.mjs'

const isCheck = process.argv.includes('--check')
const reports = join(root, 'api')
const unsaid = { logLevel: ExtractorLogLevel.None }

/** The declarations behind each entry of a package: `['runtime', …]`, `['runtime.links', …]`. */
function entriesOf(name) {
  const folder = join(root, 'packages', name)
  const { exports } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  return Object.entries(exports).flatMap(([path, { types }]) =>
    types === undefined ? [] : [[path.replace(/^\.\/?/, `${name}.`).replace(/\.$/, ''), folder, types]],
  )
}

function reportOn([report, folder, types]) {
  const config = ExtractorConfig.prepare({
    packageJsonFullPath: join(folder, 'package.json'),
    configObjectFullPath: undefined,
    configObject: {
      projectFolder: folder,
      mainEntryPointFilePath: join(folder, types),
      compiler: { tsconfigFilePath: join(folder, 'tsconfig.json') },
      apiReport: {
        enabled: true,
        reportFileName: `${report}.api.md`,
        reportFolder: reports,
        reportTempFolder: join(root, 'node_modules/.cache/api'),
      },
      docModel: { enabled: false },
      dtsRollup: { enabled: false },
      tsdocMetadata: { enabled: false },
      newlineKind: 'lf',
      messages: {
        compilerMessageReporting: { default: unsaid },
        // Nothing here is released in stages, and links lead to members that are not exported by themselves.
        extractorMessageReporting: { default: unsaid },
        tsdocMessageReporting: { default: unsaid },
      },
    },
  })
  // What it says of its compiler and of each file says nothing to a reader.
  const { apiReportChanged } = Extractor.invoke(config, {
    localBuild: !isCheck,
    messageCallback: (message) => (message.handled = true),
  })
  return apiReportChanged
}

mkdirSync(reports, { recursive: true })
const entries = readdirSync(join(root, 'packages')).flatMap(entriesOf)
const changed = entries.filter(reportOn).map(([report]) => report)
const known = new Set(entries.map(([report]) => `${report}.api.md`))
const leftovers = readdirSync(reports).filter((file) => !known.has(file))
if (isCheck) {
  for (const report of changed) console.error(`api/${report}.api.md is not what the package exports.`)
  for (const file of leftovers) console.error(`api/${file} belongs to no package.`)
  if (changed.length + leftovers.length > 0) {
    console.error('Run `pnpm build && pnpm run api`, and look at what changes.')
    process.exitCode = 1
  }
} else {
  for (const file of leftovers) rmSync(join(reports, file))
  console.log(changed.length === 0 ? 'Nothing has changed.' : `Changed: ${changed.join(', ')}`)
}
