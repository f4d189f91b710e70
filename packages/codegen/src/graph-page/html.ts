import { createHash } from 'node:crypto'
import type { ProjectDescription } from '../description/description.js'
import { readAsset } from './asset.js'
import { escapeHtml, jsonInHtml } from './escape.js'
import { dataElementId, type PageData } from './page-data.js'

const icon =
  "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16'%3E%3Crect width='16' height='16' rx='4' fill='%231769aa'/%3E%3Cpath d='M4 4v8M4 4h5M4 12h5M4 8h8' stroke='%23fff' stroke-width='1.6' fill='none'/%3E%3C/svg%3E"

/**
 * One HTML page that shows the bots of a project. It consists of this text alone: its Content-Security-Policy keeps it from
 * asking for anything, and from running anything but its own script.
 *
 * @throws Error where the package was not built
 */
export function htmlOf({ root, bots }: ProjectDescription): string {
  const { script, style } = readAsset()
  const project = root.split(/[\\/]/).findLast((part) => part !== '') ?? 'bot'
  const data: PageData = { project, bots }
  const policy = [
    "default-src 'none'",
    `script-src ${hashOf(script)}`,
    `style-src ${hashOf(style)}`,
    // Its icon, which a browser would otherwise ask a server for.
    'img-src data:',
    "base-uri 'none'",
    "form-action 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ]
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy.join('; ')}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>${escapeHtml(project)} · botgen</title>
<link rel="icon" href="${icon}">
<style>${style}</style>
</head>
<body>
<noscript>This page draws itself: it needs JavaScript, which is in the page and loads nothing.</noscript>
<script type="application/json" id="${dataElementId}">${jsonInHtml(data)}</script>
<script>${script}</script>
</body>
</html>
`
}

/** As a policy names an inline script or style. */
function hashOf(text: string): string {
  return `'sha256-${createHash('sha256').update(text).digest('base64')}'`
}
