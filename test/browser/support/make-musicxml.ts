const STEPS = ['C', 'C', 'D', 'D', 'E', 'F', 'F', 'G', 'G', 'A', 'A', 'B'] as const;
const SHARPS = [0, 1, 0, 1, 0, 0, 1, 0, 1, 0, 1, 0] as const;

/** A score in MusicXML: one voice of sixteenths, sixteen to a bar of four quarters at 100 a minute, bars numbered from 1. */
export function makeMusicXml(pitches: readonly number[]): Uint8Array {
  const bars: string[] = [];
  for (let first = 0; first < pitches.length; first += 16) {
    const notes = pitches.slice(first, first + 16).map((pitch) => {
      const alter = SHARPS[pitch % 12] === 1 ? '<alter>1</alter>' : '';
      const octave = Math.floor(pitch / 12) - 1;
      return `<note><pitch><step>${STEPS[pitch % 12]}</step>${alter}<octave>${octave}</octave></pitch><duration>1</duration><voice>1</voice><type>16th</type></note>`;
    });
    const facts =
      first > 0
        ? ''
        : '<attributes><divisions>4</divisions><time><beats>4</beats><beat-type>4</beat-type></time></attributes><direction><sound tempo="100"/></direction>';
    bars.push(`<measure number="${bars.length + 1}">${facts}${notes.join('')}</measure>`);
  }
  return new TextEncoder().encode(
    `<?xml version="1.0"?><score-partwise version="4.0"><part-list><score-part id="P1"><part-name>Cello</part-name></score-part></part-list><part id="P1">${bars.join('')}</part></score-partwise>`,
  );
}
