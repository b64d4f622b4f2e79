import type { PieceSource } from './piece-source.js';

/** Erik Satie and Scott Joplin. */
export const turnOfTheCenturyPieces: readonly PieceSource[] = [
  {
    id: 'satie-gymnopedie-1',
    title: 'Gymnopédie No. 1',
    composer: 'Erik Satie',
    composerDied: 1925,
    notation: `
      meter 3/4 key D tempo 4=76
      melody: ( R | )*4 r/4 f5 a | g f c | b4 c5 d | a4/2. | f/2.~ | f~ | f~ | f |
        r/4 f5 a | g f c | b4 c5 d | a4/2. | c5 | f | e4~ | e~ | e |
      chords: ( r/4 [b3 d4 f]/2 | r/4 [a3 c4 f]/2 | )*8
        r/4 [a3 c4 f]/2 | r/4 [b3 d4 f]/2 | ( r/4 [g3 b d4]/2 | )*3
      bass: ( g2/2. | d | )*8 f2/2. | b1 | ( e2/2. | )*3
    `,
  },
  {
    id: 'joplin-entertainer',
    title: 'The Entertainer',
    composer: 'Scott Joplin',
    composerDied: 1917,
    arrangement: true,
    notation: `
      meter 2/4 pickup 1/8 tempo 4=76
      call = e4/16 c5/8 e4/16 c5/8 e4/16 c5~
      answer = c5/4~ c/16 c d d# | e c d e/8 b4/16 d5/8
      right: d4/16 d# | $call | $answer | c5/4~ c/8 d4/16 d# |
        $call | c5/4~ c/8 a4/16 g | f# a c5 e/8 d/16 c a4 | d5/4~ d/8 d4/16 d# |
        $call | $answer | c5/4~ c/8 c/16 d |
        ( e c d e/8 c/16 d c | )*2 e5/16 c d e/8 b4/16 d5/8 | c/4. |
      tonic = c3/8 [g3 c4 e] g2 [g3 c4 e]
      subdominant = f2/8 [a3 c4 f] c3 [a3 c4 f]
      cadence = g2/8 [g3 c4 e] g2 [f3 g b]
      left: r/8 | $tonic | $subdominant | $cadence | $tonic |
        $tonic | $tonic | ( d3/8 [f#3 a c4] )*2 | ( g2/8 [g3 b d4] )*2 |
        $tonic | $subdominant | $cadence | $tonic |
        $tonic | f2/8 [a3 c4 f] f2 [ab3 c4 f] | $cadence | c3/8 [g3 c4 e] [c3 g] |
    `,
  },
];
