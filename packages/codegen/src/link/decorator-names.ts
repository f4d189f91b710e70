/** The decorators of '@botgen/runtime'. A file that holds none of these names, nor one that stands for them, cannot matter. */
export const decoratorNames = ['CommandHandler', 'SessionQualifier'] as const
export type DecoratorName = (typeof decoratorNames)[number]
