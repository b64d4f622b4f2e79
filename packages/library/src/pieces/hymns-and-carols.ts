import type { PieceSource } from './piece-source.js';

/** Hymn tunes and carols, harmonised for this library. */
export const hymnsAndCarols: readonly PieceSource[] = [
  {
    id: 'old-hundredth',
    title: 'Old Hundredth',
    composer: 'Loys Bourgeois',
    composerDied: 1559,
    arrangement: true,
    notation: `
      meter 4/4 pickup 1/4 key G tempo 4=84
      soprano: g4/4 | g f e d | g a b b | b b a g | c5 b4 a g | a b a g | e f g d5 | b4 g a c5 | b4 a g |
      alto:    d4/4 | d d b3 b | e4 f g g | g g f e | e d d d | f d f e | c d d g | g e f e | g f d |
      tenor:   b3/4 | b a g f | b a d4 d | d b3 a b | g g f b | a b a b | g a b d4 | d b3 a a | b a b |
      bass:    g3/4 | g d e b2 | e3 d g g | g e d e | c d d g | d g d e | c d g g | g e d a2 | d3 d g2 |
    `,
  },
  {
    id: 'good-king-wenceslas',
    title: 'Good King Wenceslas (Tempus adest floridum)',
    composer: 'Traditional',
    knownSince: 1582,
    arrangement: true,
    notation: `
      meter 4/4 key G tempo 4=132
      first = g4/4 g g a | g g d/2 | e/4 d e f | g/2 g
      soprano: $first | $first | d5/4 c b4 a | b a g/2 | e/4 d e f | g/2 g | d/4 d e f | g g a/2 | d5/4 c b4 a | g/2 c5 | g/1 |
      firstMiddle = [b3 d4]/2. [d4 f]/4 | [b3 d4]/2 [f3 b] | [g3 c4]/4 [f3 b] [g3 c4] [a3 c4] | [b3 d4]/2 [b3 d4]
      middle: $firstMiddle | $firstMiddle | [d4 g]/4 [e a] [d g] [d f] | [d g] [d f] [b3 d4]/2 | [g3 c4]/4 [f3 b] [g3 c4] [a3 c4] | [b3 d4]/2 [b3 d4] |
        [f3 b]/4 [f3 b] [g3 c4] [a3 c4] | [b3 d4] [b3 d4] [d4 f]/2 | [d g]/4 [e a] [d g] [d f] | [b3 d4]/2 [e4 g] | [b3 d4]/1 |
      firstBass = g3/2. d/4 | e/2 b2 | c3/4 d c d | g/2 g2
      bass: $firstBass | $firstBass | b3/4 a g d | g d e/2 | c/4 d c d | g/2 g2 | b2/4 b c3 a2 | e3 e d/2 | b3/4 a g d | e/2 c | g2/1 |
    `,
  },
  {
    id: 'adeste-fideles',
    title: 'Adeste Fideles',
    composer: 'John Francis Wade',
    composerDied: 1786,
    arrangement: true,
    notation: `
      meter 4/4 pickup 1/4 key G tempo 4=108
      soprano: g4/4 | g/2 d/4 g | a/2 d | b/4 a b c5 | b4/2 a/4 g | g/2 f/4 e | f g a b | f/2 e/4. d/8 | d/2. r/4 |
        d5/2 c/4 b4 | c5/2 b4 | a/4 b g a | f/4. e/8 d/4 g | g f g a | g/2 d/4 b | b a b c5 | b4/2 a/4 b |
        c5 b4 a g | f/2 g/4 c5 | b4/2 a/4. g/8 | g/2. |
      middle: [b3 d4]/4 | [b3 d4]/1 | [d4 f]/2 [f3 a] | [d4 g]/4 [d f] [d g] [e g] | [d g]/2 [d f]/4 [b3 d4] |
        [b3 e4]/2 [a3 d4]/4 [g3 c#4] | [a3 d4] [g3 d4] [a3 d4] [d4 g] | [a3 d4]/2 [g3 c#4]/4. [f3 a]/8 | [f3 a]/2. r/4 |
        [d4 g]/2 [d f]/4 [d g] | [e g]/2 [d g] | [d f]/4 [d g] [b3 e4] [c e] | [a3 d4]/4. [g3 c4]/8 [f3 c4]/4 r |
        R | r/2. [d4 g]/4 | [d g] [d f] [d g] [e g] | [d g]/2 [d f]/4 [d g] |
        [e g] [d g] [d f] [b3 e4] | [a3 d4]/2 [b3 d4]/4 [e g] | [d g]/2 [c f]/4. [b3 d4]/8 | [b3 d4]/2. |
      bass: g3/4 | g/1 | d/2 d | g/4 d g c | g/2 d/4 e | e/2 d/4 a2 | d3 b2 f3 g | a/2 a2/4. d/8 | d/2. r/4 |
        b3/2 a/4 g | c/2 g | d/4 g e c | d/2 d/4 r | R | r/2. g/4 | g d g c | g/2 d/4 g | c g d e | d/2 e/4 c | d/2 d/4. g2/8 | g/2. |
    `,
  },
  {
    id: 'amazing-grace',
    title: 'Amazing Grace (New Britain)',
    composer: 'Traditional',
    knownSince: 1829,
    arrangement: true,
    notation: `
      meter 3/4 pickup 1/4 key G tempo 4=88
      melody: d4/4 | g/2 b/8 g | b/2 a/4 | g/2 e/4 | d/2 d/4 | g/2 b/8 g | b/2 a/4 | d5/2.~ | d/2 b4/4 |
        d5/4. b4/8 d5 b4 | g/2 d/4 | e/4. g/8 g e | d/2 d/4 | g/2 b/8 g | b/2 a/4 | g/2.~ | g/2 |
      tonic = g2/4 [d3 b]*2
      dominant = d3/4 [a3 c4]*2
      bass: r/4 | $tonic | $tonic | c3/4 [g3 c4]*2 | $tonic | $tonic | $tonic | $dominant | $dominant |
        $tonic | $tonic | c3/4 [g3 c4]*2 | $tonic | e3/4 [g3 b]*2 | $dominant | $tonic | g2/4 [d3 b] |
    `,
  },
  {
    id: 'gruber-silent-night',
    title: 'Silent Night',
    composer: 'Franz Xaver Gruber',
    composerDied: 1863,
    arrangement: true,
    notation: `
      meter 6/8 tempo 4.=42
      melody: ( g4/8. a/16 g/8 e/4. | )*2 d5/4 d/8 b4/4. | c5/4 c/8 g4/4. |
        ( a/4 a/8 c5/8. b4/16 a/8 | g/8. a/16 g/8 e/4. | )*2
        d5/4 d/8 f/8. d/16 b4/8 | c5/4. e | c/8. g4/16 e/8 g/8. f/16 d/8 | c/2. |
      tonic = ( c3/8 g e4 )*2
      dominant = ( g2/8 f3 d4 )*2
      subdominant = ( f2/8 c3 a )*2
      bass: $tonic | $tonic | $dominant | $tonic | ( $subdominant | $tonic | )*2 $dominant | $tonic | c3/8 g e4 g2 f3 b | [c3 g]/2. |
    `,
  },
  {
    id: 'mason-joy-to-the-world',
    title: 'Joy to the World (Antioch)',
    composer: 'Lowell Mason',
    composerDied: 1872,
    arrangement: true,
    notation: `
      meter 2/4 key D tempo 4=84
      soprano: d5/4 c/8. b4/16 | a/4. g/8 | f/4 e | d/4. a/8 | b/4. b/8 | c5/4. c/8 | d/4. d/8 |
        d5/8 c b4 a | a/8. g/16 f/8 d5 | d c b4 a | a/8. g/16 f/8 f | f f f f/16 g | a/4. g/16 f |
        e/8 e e e/16 f | g/4. f/16 e | d/8 d5/4 b4/8 | a/8. g/16 f/8 g | f/4 e | d/2 |
      middle: [d4 f]/4 [e g] | [d f]/4. [b3 e4]/8 | [a3 d4]/4 [g3 c4] | [f3 a]/4. [d4 f]/8 | [d g]/4. [d g]/8 | [e g]/4. [e g]/8 | [f a]/4. [f a]/8 |
        [f4 a]/4 [d g]/8 [d f] | [d f]/4. [f a]/8 | [f a]/4 [d g]/8 [d f] | [a3 d4]/4. [a3 d4]/8 | [a3 d4]/2 | [d4 f] |
        [a3 c4] | [c4 e] | [a3 d4]/8 [f4 a]/4 [d g]/8 | [d f]/4 [a3 d4]/8 [b3 e4] | [a3 d4]/4 [g3 c4] | [f3 a]/2 |
      bass: d3/4 a2 | d3/4. g/8 | a/4 a2 | d3/4. d/8 | g/4. g/8 | a/4. a/8 | d/4. d/8 |
        ( d3/4 g/8 d | d/4. d/8 | )*2 d/2 | d | a2 | a | d3/8 d/4 g/8 | a/4 d/8 g | a/4 a2 | d/2 |
    `,
  },
  {
    id: 'pierpont-jingle-bells',
    title: 'Jingle Bells',
    composer: 'James Lord Pierpont',
    composerDied: 1893,
    arrangement: true,
    notation: `
      meter 4/4 key G tempo 4=176
      begin = ( b4/4 b b/2 | )*2 b4/4 d5 g4/4. a/8 | b/1 | c5/4 c c/4. c/8 | c/4 b4 b b/8 b
      melody: $begin | b4/4 a a b | a/2 d5 | $begin | d5/4 d c a4 | g/1 |
      tonic = g2/4 [d3 b] d2 [d3 b]
      subdominant = c3/4 [g3 e4] g2 [g3 e4]
      dominant = d3/4 [a3 c4] a2 [a3 c4]
      beginBass = ( $tonic | )*4 $subdominant | $tonic
      bass: $beginBass | a2/4 [g3 c#4] e2 [g3 c#4] | $dominant | $beginBass | $dominant | g2/4 [d3 b] g2/2 |
    `,
  },
];
