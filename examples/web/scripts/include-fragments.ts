import { readFileSync } from 'node:fs';
import type { Plugin } from 'vite';

const fragments = new URL('../fragments/', import.meta.url);

/** Puts the parts that several pages have, `fragments/NAME`, in the place of `<!-- include NAME -->`. */
export function includeFragments(): Plugin {
  return {
    name: 'include-fragments',
    transformIndexHtml: {
      order: 'pre',
      handler: (page) =>
        page.replaceAll(/<!-- include (\S+) -->/g, (_, name: string) => readFileSync(new URL(name, fragments), 'utf8')),
    },
  };
}
