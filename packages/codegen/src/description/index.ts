export { describe, type DescribeOptions } from './describe.js'
export type * from './description.js'
export { routeLabel } from './labels.js'
export { menuScopes } from './menus.js'
