import type { PieceSource } from './piece-source.js';

/** Wolfgang Amadeus Mozart. */
export const mozartPieces: readonly PieceSource[] = [
  {
    id: 'mozart-sonata-facile',
    title: 'Sonata in C, first movement',
    composer: 'Wolfgang Amadeus Mozart',
    catalogue: 'K. 545',
    composerDied: 1791,
    arrangement: true,
    notation: `
      meter 4/4 tempo 4=132
      right: c5/2 e/4 g | b4/4. c5/16 d c/4 r | a/2 g/4 c6 | g5 f/8 e/16 f e/4 r |
      left:  ( c4/8 g e g )*2 | d g f g c g e g | c a f a c g e g | b3 g4 d g c g e g |
      right: a4/8 b/16 c5 d e f g a g f e d c b4 a | g/8 a/16 b c5 d e f g f e d c b4 a g |
      left:  [f3 a c4]/4 r r/2 | [e3 g c4]/4 r r/2 |
      right: f4/8 g/16 a b c5 d e f e d c b4 a g f | e/8 f/16 g a b c5 d e d c b4 a g f e |
      left:  [d3 f a]/4 r r/2 | [c3 e g]/4 r r/2 |
      right: d4/8 e/16 f g a b c#5 d a4 b c#5 d e f g | a b c6 b5 a g f e f g a g f e d c |
      left:  [d3 f a]/2 [c#3 e a] | [f3 a d4]/2 [d3 f a] |
      right: b4/8 g5 e c d g e c | d/4 g g4 r |
      left:  [g3 b d4]/4 [g3 c4 e] [g3 b d4] [g3 c4 e] | [g3 b d4]*2 [g2 g] r |
    `,
  },
  {
    id: 'mozart-ah-vous-dirai-je',
    title: 'Theme and first variation on "Ah vous dirai-je, Maman"',
    composer: 'Wolfgang Amadeus Mozart',
    catalogue: 'K. 265',
    composerDied: 1791,
    arrangement: true,
    notation: `
      meter 2/4 tempo 4=100
      theme = c5/4 c | g g | a a | g/2 | f/4 f | e e | d d/8. e/16 | c/2
      right: $theme | ( g5/4 g | f f | e e | d/2 | )*2 $theme |
      themeBass = c3/4 c4 | e c | f c | e c | d b3 | c4 a3 | f g | c/2
      left: $themeBass | ( c4/4 e | b3 d4 | c4 g3 | b g | )*2 $themeBass |
      right: d5/16 c b4 c5 b4 c5 b4 c5 | a5 g f# g f# g f# g | g# a c6 b5 d6 c b5 a | a g e6 d c b5 a g |
        g f d6 c b5 a g f | f e c6 b5 a g f e | e d a g f e d b4 | c5/4 r |
      left: $themeBass |
    `,
  },
  {
    id: 'mozart-sonata-k331-theme',
    title: 'Sonata in A, theme of the first movement',
    composer: 'Wolfgang Amadeus Mozart',
    catalogue: 'K. 331',
    composerDied: 1791,
    arrangement: true,
    notation: `
      meter 6/8 key A tempo 4.=44
      right:  c5/8. d/16 c/8 e/4 e/8 | b4/8. c5/16 b4/8 d5/4 d/8 | a4/4 a/8 b/4 b/8 | c5/4 e/16 d c/4 b4/8 |
      middle: e4/4 e/8 e/4 e/8 | % | % | e/4. e/4. |
      left:   a3/8. b/16 a/8 c4/4 c/8 | g3/8. a/16 g/8 b/4 b/8 | f/4 f/8 g/4 g/8 | a/4. e |
      right:  c5/8. d/16 c/8 e/4 e/8 | b4/8. c5/16 b4/8 d5/4 d/8 | a4/4 b/8 c5/4 d/8 | c/4 b4/8 a/4. |
      middle: e4/4 e/8 e/4 e/8 | % | e/4 e/8 e/4 f/8 | e/4 d/8 c/4. |
      left:   a3/8. b/16 a/8 c4/4 c/8 | g3/8. a/16 g/8 b/4 b/8 | f/4 g/8 a/4 d/8 | e/4 e/8 a2/4. |
    `,
  },
  {
    id: 'mozart-rondo-alla-turca',
    title: 'Rondo alla turca, Sonata in A',
    composer: 'Wolfgang Amadeus Mozart',
    catalogue: 'K. 331',
    composerDied: 1791,
    notation: `
      meter 2/4 pickup 1/4 key a tempo 4=120
      upbeat = b4/16 a g# a
      turn = c5/8 r d/16 c b4 c5 | e/8 r f/16 e d# e | b a g# a b a g# a | c6/4 a5/8 c6 |
        ( b5/8 [f#5 a] [e g] [f# a] | )*2 b/8 [f#5 a] [e g] [d# f#] | e/4
      second = [c5 e]/8 [d f] | [e g]*2 a/16 g f e | [b4 d5]/4 [c5 e]/8 [d f] | [e g]*2 a/16 g f e | [b4 d5]/4
        [a4 c5]/8 [b4 d5] | [c5 e]*2 f/16 e d c | [g#4 b]/4 [a4 c5]/8 [b4 d5] | [c5 e]*2 f/16 e d c | [g#4 b]/4
      right: $upbeat | $turn $upbeat | $turn $second $upbeat | $turn
      turnBass = ( a3/8 [c4 e]*3 | )*2 ( a3/8 [c4 e] )*2 | a3/8 [c4 e]*3 |
        ( e3/8 [b3 e4]*3 | )*2 e3/8 [b3 e4] b2 b3 | e3/4
      secondBass = ( c3/8 c4 e3 e4 | g3/4 r | )*2 a2/8 a3 c c4 | e3/4 r | a2/8 a3 c c4 | e3/4
      left: r/4 | $turnBass r | $turnBass r | $secondBass r | $turnBass
    `,
  },
  {
    id: 'mozart-symphony-40',
    title: 'Symphony No. 40, theme of the first movement',
    composer: 'Wolfgang Amadeus Mozart',
    catalogue: 'K. 550',
    composerDied: 1791,
    arrangement: true,
    notation: `
      meter 4/4 pickup 1/4 key g tempo 4=200
      theme = d5/4 e/8 d d/4 e/8 d | d/4 b r b/8 a | g/4 g/8 f e/4 e/8 d | c/4 c r d/8 c |
        c/4 d/8 c c/4 d/8 c | c/4 a r a/8 g | f#/4 f#/8 e d/4 d/8 c | b4/4 b r
      violins: e5/8 d | $theme e5/8 d | $theme |
      middle = ( [b3 d4]/8*8 | )*2 [b3 d4]/8*4 [c4 e]*4 | [c4 e]/8*8 | ( [a3 c4]/8*8 | )*3 [b3 d4]/8*6
      violas: r/4 | $middle [b3 d4]/8*2 | $middle |
      low = ( g2/4 r g r | )*2 g2/4 r c3 r | c r c r | ( d2/4 r d r | )*3 g2/4 g r
      basses: r/4 | $low r | $low |
    `,
  },
];
