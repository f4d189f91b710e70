import { dataElementId, type PageData } from '../page-data.js'
import { h } from './dom.js'
import { header } from './header.js'
import { page } from './page.js'
import { emptyState } from './views/pieces.js'

const { project, bots } = JSON.parse(document.getElementById(dataElementId)?.textContent ?? '') as PageData
const [first, ...others] = bots
if (first === undefined) {
  const hint = 'A bot is a set of classes with handlers, as the configuration of botgen selects them.'
  document.body.append(
    header(project, []).element,
    h('main', {}, h('h1', { class: 'hidden' }, project), emptyState('This project has no bots.', hint)),
  )
} else {
  page(project, [first, ...others])
}
