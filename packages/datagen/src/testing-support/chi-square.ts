/** Chi-square of counts against expected shares; cells expected fewer than 5 times are put together. */
export function chiSquare(counts: ArrayLike<number>, shares: ArrayLike<number>): { statistic: number; cells: number } {
  const total = Array.from(counts).reduce((a, b) => a + b, 0);
  const rare = { count: 0, expected: 0 };
  let statistic = 0;
  let cells = 0;
  const addCell = (count: number, expected: number): void => {
    statistic += (count - expected) ** 2 / expected;
    cells++;
  };
  for (let i = 0; i < counts.length; i++) {
    const expected = total * shares[i]!;
    if (expected >= 5) addCell(counts[i]!, expected);
    else {
      rare.count += counts[i]!;
      rare.expected += expected;
    }
  }
  if (rare.expected > 0) addCell(rare.count, rare.expected);
  return { statistic, cells };
}

/** Upper bound that chi-square with `cells` - 1 degrees of freedom passes once in ten thousand (Wilson and Hilferty). */
export function chiSquareBound(cells: number): number {
  const freedom = cells - 1;
  const spread = 2 / (9 * freedom);
  return freedom * (1 - spread + 3.719 * Math.sqrt(spread)) ** 3;
}

/** Shares of weights. */
export function normalized(weights: ArrayLike<number>): number[] {
  const list = Array.from(weights);
  const total = list.reduce((a, b) => a + b, 0);
  return list.map((weight) => weight / total);
}
