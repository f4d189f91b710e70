/** The page that `graph` writes: one file that shows a project's bots and asks for nothing else. */
export { htmlOf } from './html.js'
