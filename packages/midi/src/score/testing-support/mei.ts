/** An MEI score of one staff with its measures as they are. */
export function mei(measures: string, definition = 'meter.count="4" meter.unit="4"', staffDef = ''): string {
  return meiScore(
    `<scoreDef ${definition}><staffGrp><staffDef n="1" lines="5" label="Flute" ${staffDef}/></staffGrp></scoreDef>
    <section>${measures}</section>`,
  );
}

/** An MEI file around what stands in its score. */
export function meiScore(content: string): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<mei xmlns="http://www.music-encoding.org/ns/mei" meiversion="5.0">
<meiHead><fileDesc><titleStmt><title>Air</title><respStmt><persName role="composer">A. Nonymous</persName></respStmt></titleStmt></fileDesc></meiHead>
<music><body><mdiv><score>${content}</score></mdiv></body></music></mei>`;
}

/** A measure of one staff and layer; what else stands in it comes behind the staff. */
export function measure(n: number | string, layer: string, rest = '', attributes = ''): string {
  return `<measure n="${n}" ${attributes}><staff n="1"><layer n="1">${layer}</layer></staff>${rest}</measure>`;
}

/** A note such as `note('c4', 4)`, and further attributes. */
export function note(name: string, dur: number | string, attributes = '', content = ''): string {
  const [, pname, octave] = /^([a-g])(\d)$/.exec(name)!;
  return `<note pname="${pname}" oct="${octave}" dur="${dur}" ${attributes}>${content}</note>`;
}
