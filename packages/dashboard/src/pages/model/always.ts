/** The catalog's first prices are dated before there was anything to price. */
export const isAlways = (at: string): boolean => Date.parse(at) < Date.UTC(2000);
