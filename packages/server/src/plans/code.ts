import { FarthingError, invalid, isId } from "../platform/index.js";

/** Where an id or a code may stand, each must be what it looks like. @throws FarthingError `validation_error` at `code` */
export function refuseIdAsCode(prefix: "feat" | "plan", code: string): void {
  if (isId(prefix, code)) throw invalid("code", "has the form of a Farthing id; choose another");
}

export const codeTaken = (kind: "feature" | "plan", code: string): FarthingError =>
  new FarthingError(
    "code_taken",
    `There is already a ${kind} ${code}. Choose another code, or change that one.`,
    {
      param: "code",
    },
  );
