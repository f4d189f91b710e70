/** Every code that botgen reports, and what it is about. A code never changes its meaning. */
export const catalogue = {
  // 10xx: the sources as such
  BG1001: 'Syntax error',
  BG1002: 'No handlers found',
  BG1003: 'Decorator of another module',
  BG1004: 'Decorator cannot be followed',
  BG1005: 'Compiler setting does not fit',
  // 11xx: handler classes and methods
  BG1101: 'Class is not exported',
  BG1102: 'Class is abstract',
  BG1103: 'Class is generic',
  BG1104: 'Constructor is not public',
  BG1105: 'Override of a handler without a decorator',
  BG1111: 'Handler is not public',
  BG1112: 'Handler is abstract',
  BG1113: 'Handler is generic',
  BG1114: 'Handler is not a method',
  BG1115: 'Handler has a computed name',
  // 12xx: decorator arguments
  BG1201: 'Decorator argument is not known when generating',
  BG1202: 'Unknown decorator option',
  BG1203: 'Wrong decorator argument',
  BG1204: 'Decorator is not called',
  // 13xx: commands
  BG1301: 'Duplicate command',
  BG1302: 'Invalid command name',
  BG1303: 'Command without a name',
  BG1304: 'Invalid description',
  // 14xx: parameters
  BG1401: 'Parameter type is not known to botgen',
  BG1402: 'Argument type is not supported',
  BG1403: 'Optional argument before a required one',
  BG1404: 'Parameter contradicts the update kind',
  BG1405: 'Parameter without a type or a name',
  BG1406: 'Context type cannot be imported',
  // 15xx: sessions
  BG1501: 'Qualifier on a parameter that is no session',
  BG1502: 'Blank qualifier',
  BG1503: 'Two different qualifiers',
  BG1504: 'Qualifier is not one string',
  BG1505: 'Qualifier is hidden by overloads',
  BG1506: 'Qualifier needs experimentalDecorators',
} as const

export type DiagnosticCode = keyof typeof catalogue
