import { childOf, childrenOf, type XmlElement } from '../xml/parse-xml.js';
import { fullText } from './values.js';

/** Title and composer from the header of an MEI file. */
export function readTitle(root: XmlElement): { title: string | undefined; composer: string | undefined } {
  const head = childOf(root, 'meiHead');
  const file = head && childOf(head, 'fileDesc');
  const statement = file && childOf(file, 'titleStmt');
  if (statement === undefined) return { title: undefined, composer: undefined };
  const title = childOf(statement, 'title');
  const composer =
    childOf(statement, 'composer') ??
    childrenOf(statement, 'respStmt')
      .flatMap(({ children }) => children)
      .find(({ attributes }) => attributes.role === 'composer');
  return { title: (title && fullText(title)) || undefined, composer: (composer && fullText(composer)) || undefined };
}
