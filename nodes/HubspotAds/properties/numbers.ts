/** How a number in text is written: `point` is 1,234.50, `comma` 1.234,50; `automatic` is what both can only read alike. */
export type NumberFormat = 'automatic' | 'comma' | 'point';
