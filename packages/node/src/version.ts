/** As in package.json; a test holds the two together. Not read from there, so that no runtime has to load JSON. */
export const VERSION = "0.1.0";
