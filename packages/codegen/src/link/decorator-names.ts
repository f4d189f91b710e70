/** The decorators that make a method a handler, by their names in '@botgen/runtime'. */
export const handlerDecorators = [
  'CommandHandler',
  'CommandHandler.CallbackQuery',
  'CommonHandler.Text',
  'CommonHandler.Regex',
  'InputHandler',
  'UpdateHandler',
  'UnprocessedHandler',
] as const
export type HandlerDecoratorName = (typeof handlerDecorators)[number]

/** The decorators that say what stands before a handler. */
export const aroundDecorators = ['Guard', 'RateLimits', 'ArgParser'] as const
export type AroundDecoratorName = (typeof aroundDecorators)[number]

export const parameterDecorators = ['SessionQualifier', 'ParamMapping', 'Word'] as const
export type ParameterDecoratorName = (typeof parameterDecorators)[number]

export type DecoratorName = HandlerDecoratorName | AroundDecoratorName | ParameterDecoratorName | 'Injectable'

/** Every decorator of '@botgen/runtime'. */
export const allDecorators: readonly DecoratorName[] = [
  ...handlerDecorators,
  ...aroundDecorators,
  ...parameterDecorators,
  'Injectable',
]

/** The names under which '@botgen/runtime' exports its decorators. */
export const decoratorNames: readonly string[] = [...new Set(allDecorators.map((name) => name.replace(/\..*/, '')))]

/**
 * A file that holds none of these names, nor one that stands for them, has neither handlers nor providers. What else a
 * handler needs is found from there.
 */
export const searchedNames: readonly string[] = [
  ...new Set(handlerDecorators.map((name) => name.replace(/\..*/, ''))),
  'ParameterProvider',
]

const byWrittenName: ReadonlyMap<string, DecoratorName> = new Map(allDecorators.map((name) => [name, name]))

export function decoratorNamed(path: readonly string[]): DecoratorName | undefined {
  return byWrittenName.get(path.join('.'))
}

/** The decorators behind an export that is none itself, such as `CommonHandler`. */
export function decoratorsIn(name: string): readonly DecoratorName[] {
  return allDecorators.filter((candidate) => candidate.startsWith(`${name}.`))
}

export function isHandlerDecorator(name: DecoratorName): name is HandlerDecoratorName {
  return handlerDecorators.some((candidate) => candidate === name)
}

export function isAroundDecorator(name: DecoratorName): name is AroundDecoratorName {
  return aroundDecorators.some((candidate) => candidate === name)
}
