/** Why a row cannot become an event. The message completes "row 17 (line 18), column X: "abc" …". */
export class RowProblem extends Error {
  override readonly name: string = "RowProblem";
}

/** The time could be any of 24 hours; guessing would put usage in the wrong day, month and price. */
export class MissingZone extends RowProblem {
  override readonly name = "MissingZone";
}
