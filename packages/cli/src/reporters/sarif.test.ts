import { describe, expect, it } from '@jest/globals'
import { Ajv } from 'ajv'
import { botgen } from '../testing/botgen.js'
import { tempProject } from '../testing/projects.js'

describe('--format sarif', () => {
  it('T1 sarif is a SARIF 2.1.0 log whose results name known rules', async () => {
    const { stdout } = await botgen(tempProject(['Bad', 'x', 'x']), ['--format', 'sarif'])
    const log = JSON.parse(stdout) as SarifLog
    const [result, duplicate] = log.runs[0]?.results ?? []

    expect(log.version).toBe('2.1.0')
    expect(log.runs[0]?.tool.driver.rules.map((rule) => rule.id)).toContain(result?.ruleId)
    expect(result).toMatchObject({
      ruleId: 'BG1302',
      level: 'error',
      locations: [
        {
          physicalLocation: {
            artifactLocation: { uri: 'src/handlers.ts' },
            region: { startLine: 4, startColumn: 19, endLine: 4, endColumn: 24 },
          },
        },
      ],
    })
    expect(duplicate).toMatchObject({
      ruleId: 'BG1301',
      relatedLocations: [{ message: { text: '/x is first declared here.' } }],
    })
  })

  it('T1 sarif brings the explanation of each rule along', async () => {
    const { stdout } = await botgen(tempProject(), ['--format', 'sarif'])
    const [rule] = (JSON.parse(stdout) as SarifLog).runs[0]?.tool.driver.rules ?? []

    expect(rule).toMatchObject({
      id: 'BG1001',
      shortDescription: { text: 'Syntax error' },
      help: { text: expect.stringContaining('npx botgen explain BG1001') },
    })
  })

  it.each([
    ['a good run', []],
    ['a stale table', ['check']],
    ['wrong usage', ['--nonsense']],
    ['a wrong configuration', ['--config', 'wrong.json']],
    ['an output that cannot be written', ['--output', 'src']],
  ])('T1 sarif of %s has the structure of SARIF 2.1.0', async (_, words) => {
    const project = tempProject()
    project.write('wrong.json', '{ "output": 5 }')

    const { stdout } = await botgen(project, [...words, '--format', 'sarif'])

    expect(takes(JSON.parse(stdout)) ? [] : takes.errors).toEqual([])
  })

  it('T1 sarif of errors with related places has the structure of SARIF 2.1.0', async () => {
    const { stdout } = await botgen(tempProject(['Bad', 'x', 'x']), ['--format', 'sarif'])

    expect(takes(JSON.parse(stdout)) ? [] : takes.errors).toEqual([])
  })
})

interface SarifLog {
  readonly version: string
  readonly runs: readonly {
    readonly tool: { readonly driver: { readonly rules: readonly { readonly id: string }[] } }
    readonly results: readonly { readonly ruleId: string }[]
  }[]
}

/** What the standard says of the parts that botgen prints (sections 3.13 to 3.58). */
const text = { type: 'object', required: ['text'], properties: { text: { type: 'string', minLength: 1 } } }
const location = {
  type: 'object',
  required: ['physicalLocation'],
  properties: {
    id: { type: 'integer', minimum: 0 },
    message: text,
    physicalLocation: {
      type: 'object',
      required: ['artifactLocation'],
      properties: {
        artifactLocation: {
          type: 'object',
          required: ['uri'],
          properties: { uri: { type: 'string', pattern: "^[A-Za-z0-9._~!$&'()*+,;=:@%/-]+$" } },
        },
        region: {
          type: 'object',
          required: ['startLine'],
          properties: {
            startLine: { type: 'integer', minimum: 1 },
            startColumn: { type: 'integer', minimum: 1 },
            endLine: { type: 'integer', minimum: 1 },
            endColumn: { type: 'integer', minimum: 1 },
          },
          additionalProperties: false,
        },
      },
      additionalProperties: false,
    },
  },
  additionalProperties: false,
}
const notifications = {
  type: 'array',
  items: {
    type: 'object',
    required: ['message'],
    properties: {
      message: text,
      level: { enum: ['none', 'note', 'warning', 'error'] },
      locations: { type: 'array', items: location },
    },
    additionalProperties: false,
  },
}
const takes = new Ajv({ allErrors: true }).compile({
  type: 'object',
  required: ['version', 'runs'],
  properties: {
    $schema: { type: 'string' },
    version: { const: '2.1.0' },
    runs: {
      type: 'array',
      minItems: 1,
      items: {
        type: 'object',
        required: ['tool', 'results', 'invocations'],
        properties: {
          columnKind: { enum: ['utf16CodeUnits', 'unicodeCodePoints'] },
          tool: {
            type: 'object',
            required: ['driver'],
            properties: {
              driver: {
                type: 'object',
                required: ['name'],
                properties: {
                  name: { type: 'string' },
                  semanticVersion: { type: 'string', pattern: '^\\d+\\.\\d+\\.\\d+' },
                  rules: {
                    type: 'array',
                    uniqueItems: true,
                    items: {
                      type: 'object',
                      required: ['id'],
                      properties: { id: { type: 'string' }, shortDescription: text, fullDescription: text, help: text },
                      additionalProperties: false,
                    },
                  },
                },
                additionalProperties: false,
              },
            },
            additionalProperties: false,
          },
          invocations: {
            type: 'array',
            items: {
              type: 'object',
              required: ['executionSuccessful'],
              properties: {
                executionSuccessful: { type: 'boolean' },
                exitCode: { type: 'integer' },
                toolConfigurationNotifications: notifications,
                toolExecutionNotifications: notifications,
              },
              additionalProperties: false,
            },
          },
          results: {
            type: 'array',
            items: {
              type: 'object',
              required: ['message'],
              properties: {
                ruleId: { type: 'string' },
                level: { enum: ['none', 'note', 'warning', 'error'] },
                message: text,
                locations: { type: 'array', items: location },
                relatedLocations: { type: 'array', items: location },
              },
              additionalProperties: false,
            },
          },
        },
        additionalProperties: false,
      },
    },
  },
  additionalProperties: false,
})
