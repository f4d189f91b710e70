// The fonts of the reader's own system: the default theme would bring half a megabyte of them.
import theme from 'vitepress/theme-without-fonts'
import './tables.css'

// VitePress asks for a default export.
export default theme
