/** Where a moment of the query lies in the piece, in seconds. */
export type Course = (querySeconds: number) => number;

/**
 * A course through moments that belong together: straight lines between them, on at `ratio` before the first and behind the last.
 * @param querySeconds ascending, not empty
 * @param pieceSeconds as long, ascending
 * @param ratio piece seconds for a query second
 * @returns to be asked with ascending times only
 */
export function createCourse(querySeconds: ArrayLike<number>, pieceSeconds: ArrayLike<number>, ratio: number): Course {
  const last = querySeconds.length - 1;
  let next = 0;
  return (seconds) => {
    while (next <= last && querySeconds[next]! < seconds) next++;
    if (next === 0) return pieceSeconds[0]! + ratio * (seconds - querySeconds[0]!);
    if (next > last) return pieceSeconds[last]! + ratio * (seconds - querySeconds[last]!);
    const share = (seconds - querySeconds[next - 1]!) / (querySeconds[next]! - querySeconds[next - 1]!);
    return pieceSeconds[next - 1]! + share * (pieceSeconds[next]! - pieceSeconds[next - 1]!);
  };
}
