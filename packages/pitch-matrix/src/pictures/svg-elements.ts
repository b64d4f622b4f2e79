/** Colours that all pictures share. */
export const pictureColors = {
  paper: '#ffffff',
  whiteRow: '#f7f8fa',
  blackRow: '#e9ecf1',
  grid: '#d5dae2',
  octaveLine: '#9aa4b2',
  text: '#4a5462',
  note: '#2f6fb5',
} as const;

/** A rectangle in pixels, from its upper left corner. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** @param rest further attributes, with a space before each */
export function rect({ x, y, width, height }: Box, fill: string, rest = ''): string {
  return `<rect x="${x}" y="${y}" width="${width}" height="${height}" fill="${fill}"${rest}/>`;
}

/** @param rest further attributes, with a space before each */
export function line(x1: number, y1: number, x2: number, y2: number, stroke: string, rest = ''): string {
  return `<line x1="${x1}" y1="${y1}" x2="${x2}" y2="${y2}" stroke="${stroke}"${rest}/>`;
}

/** @param content text without markup; it is escaped */
export function text(x: number, y: number, anchor: 'start' | 'middle' | 'end', content: string): string {
  return `<text x="${x}" y="${y}" text-anchor="${anchor}">${escapeXml(content)}</text>`;
}

/** A whole document: a white page with a title for those who do not see it. */
export function svgDocument(
  { width, height }: Pick<Box, 'width' | 'height'>,
  title: string,
  elements: readonly string[],
): string {
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img">`,
    `<title>${escapeXml(title)}</title>`,
    rect({ x: 0, y: 0, width, height }, pictureColors.paper),
    ...elements,
    '</svg>',
  ].join('\n');
}

/** Labels and other words, in the type that all pictures share. */
export function textGroup(fontSize: number, elements: readonly string[]): string[] {
  return [
    `<g font-family="system-ui, sans-serif" font-size="${fontSize}" fill="${pictureColors.text}">`,
    ...elements,
    '</g>',
  ];
}

/** Text that can stand in an element or an attribute; characters that XML does not have are dropped. */
export function escapeXml(content: string): string {
  return content
    .replace(/[^\t\n -\uD7FF\uE000-\uFFFD]/g, '')
    .replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
}
