import type { PieceSource } from './piece-source.js';

/** Tchaikovsky, Dvořák, Grieg. */
export const nationalSchoolPieces: readonly PieceSource[] = [
  {
    id: 'tchaikovsky-swan-lake',
    title: 'Swan Theme, Swan Lake',
    composer: 'Pyotr Ilyich Tchaikovsky',
    catalogue: 'Op. 20',
    composerDied: 1893,
    arrangement: true,
    notation: `
      meter 4/4 key b tempo 4=84
      theme = f5/2 b4/8 c5 d e | f/4. d/8 f/4. d/8 | f/4. b4/8 d5 b4 g d5
      oboe: $theme | b4/2~ b/8 e5 d c | $theme | b4/1 |
      minor = b2/8 f3 b d4 f d b3 f
      harp: $minor | $minor | b2/8 f3 b d4 g2 d3 g b | $minor | $minor | $minor | b2/8 f3 b d4 g2 d3 g b | $minor |
      basses: b1/1 | b | b/2 g | b/1 | b | b | b/2 g | b/1 |
    `,
  },
  {
    id: 'dvorak-new-world-largo',
    title: 'Largo, New World Symphony',
    composer: 'Antonín Dvořák',
    catalogue: 'Op. 95',
    composerDied: 1904,
    arrangement: true,
    notation: `
      meter 4/4 key Db tempo 4=52
      horn: f4/8. a/16 a/4 f/8. e/16 d/4 | e/8. f/16 a/8. f/16 e/2 |
        f/8. a/16 a/4 f/8. e/16 d/4 | e/8. f/16 e/8. d/16 d/2 |
        b/8. d5/16 d/4 c/8 a4 b/4 | b/8. d5/16 c/8 a4 b/2 |
        f/8. a/16 a/4 f/8. e/16 d/4 | e/8. f/16 e/8. d/16 d/2 |
      strings: [d3 a d4]/1 | [a2 g3 c4] | [d3 a d4] | [a2 g3 c4]/2 [d3 f a] |
        [b2 f3 d4]/1 | [g2 d3 b] | [d3 a d4] | [a2 g3 c4]/2 [d3 f a] |
    `,
  },
  {
    id: 'dvorak-humoresque',
    title: 'Humoresque',
    composer: 'Antonín Dvořák',
    catalogue: 'Op. 101 No. 7',
    composerDied: 1904,
    arrangement: true,
    notation: `
      meter 4/4 key Gb tempo 4=72
      begin = g4/8. a/16 g/8. a/16 b/8. d5/16 e/8. d/16 | g/8. f/16 a/8. g/16 f/8. a/16 g/8. e/16
      right: $begin | d5/8. d/16 e/8. d/16 g/8. e/16 d/8. b4/16 | a/1 |
        $begin | d5/4 g4/8. a/16 b/4 a | g/1 |
      tonic = ( g2/8 [d3 b] d2 [d3 b] )*2
      subdominant = ( c3/8 [g3 e4] g2 [g3 e4] )*2
      left: $tonic | $subdominant | $tonic | ( d2/8 [a3 c4] )*4 |
        $tonic | $subdominant | g2/8 [d3 b] g2 [d3 b] d2 [d3 b] d2 [a3 c4] | [g2 d3 b]/1 |
    `,
  },
  {
    id: 'grieg-morning-mood',
    title: 'Morning Mood, Peer Gynt',
    composer: 'Edvard Grieg',
    catalogue: 'Op. 46 No. 1',
    composerDied: 1907,
    arrangement: true,
    notation: `
      meter 6/8 key E tempo 4.=54
      flute:   b5/8 g f e f g | b g f e f/16 g f g | b/8 g b c6 g5 c6 | b5 g f e/4. | R | R | R | R |
      oboe:    R | R | R | R |
        d5/8 b#4 a# g a# b# | d5 b#4 a# g a#/16 b# a# b# | d5/8 b#4 d5 e# b#4 e#5 | d b#4 a# g/4. |
      strings: [e3 b g4]/2. | [e3 b g4] | [e3 b g4]/4. [e3 c4 g] | [e3 b g4]/2. |
        [g2 d3 b#]/2. | [g2 d3 b#] | [g2 d3 b#]/4. [g2 e#3 b#] | [g2 d3 b#]/2. |
    `,
  },
  {
    id: 'grieg-mountain-king',
    title: 'In the Hall of the Mountain King, Peer Gynt',
    composer: 'Edvard Grieg',
    catalogue: 'Op. 46 No. 4',
    composerDied: 1907,
    arrangement: true,
    notation: `
      meter 4/4 key b tempo 4=132
      minor = b2/8 c3 d e f d f/4 | e#/8 c e#/4 e/8 cn e/4 | b2/8 c3 d e f d f b | a f d f a/2
      sharp = f3/8 g# a# b c4 a#3 c4/4 | d/8 a#3 d4/4 c/8 a#3 c4/4 | f3/8 g# a# b c4 a#3 c4/4 | d/8 a#3 d4/4 c/2
      melody:  $minor | $minor | $sharp | $sharp |
      minorBass = b1/4 f2 b1 f2 | c2 c c c | b1/4 f2 b1 f2 | d2 a d a
      bass:    $minorBass | $minorBass | ( f1/4 c2 f1 c2 | f1 d2 f1 c2 | )*4
      minorChord = r/4 [d4 f] r [d4 f] | r [c4 e#] r [cn4 e] | r [d4 f] r [d4 f] | r [d4 f] r [d4 f]
      chords:  $minorChord | $minorChord | ( r/4 [c4 f a#] r [c4 f a#] | r [d4 f a#] r [c4 f a#] | )*4
    `,
  },
];
