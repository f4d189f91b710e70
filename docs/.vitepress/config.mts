import { defineConfig } from 'vitepress'
import { repositoryLinks, withoutComments } from './site/links.js'
import { sidebar } from './site/sidebar.js'
import { slug } from './site/slug.js'

/** Where the sources can be read, such as `https://example.org/botgen/blob/main/`. */
const repository = process.env.BOTGEN_REPOSITORY

export default defineConfig({
  title: 'botgen',
  description: 'Telegram bots in TypeScript from annotated classes',
  lang: 'en-GB',
  base: (process.env.BOTGEN_DOCS_BASE ?? '/') as `/${string}`,
  // What GitHub shows when it opens the folder is the folder's page on the site.
  rewrites: { 'diagnostics/README.md': 'diagnostics/index.md' },
  cleanUrls: true,
  // Browsers ask for an icon that is not there unless they are told so.
  head: [['link', { rel: 'icon', href: 'data:,' }]],
  markdown: {
    anchor: { slugify: slug },
    config(md) {
      withoutComments(md)
      repositoryLinks(md, repository)
    },
  },
  themeConfig: {
    nav: [
      { text: 'Guide', link: '/handlers' },
      { text: 'Recipes', link: '/recipes/order-flow', activeMatch: '/recipes/' },
      { text: 'Command line', link: '/command-line' },
      { text: 'API', link: '/api/', activeMatch: '/api/' },
      { text: 'Diagnostics', link: '/diagnostics/', activeMatch: '/diagnostics/' },
    ],
    sidebar: sidebar(),
    outline: [2, 3],
    search: { provider: 'local', options: { detailedView: true } },
  },
})
