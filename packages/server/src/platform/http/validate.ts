/** Turns what zod found into one answer: `param` names the first field at fault, `details` lists all. */
import type { z } from "zod";
import { FarthingError } from "../errors.js";

const MAX_ISSUES = 20;

/** @throws FarthingError `validation_error`; `prefix` is where the value stands in the request, as `events[3]` */
export function validate<S extends z.ZodType>(schema: S, value: unknown, prefix = ""): z.output<S> {
  // With what was sent, to tell what is missing from what is of another type.
  const result = schema.safeParse(value, { reportInput: true });
  if (result.success) return result.data;
  throw validationError(result.error.issues, prefix);
}

export interface FieldProblem {
  readonly field: string;
  readonly message: string;
}

export function invalid(field: string, message: string): FarthingError {
  return new FarthingError("validation_error", `${field}: ${message}`, {
    param: field,
    details: [{ field, message }],
  });
}

function validationError(issues: readonly z.core.$ZodIssue[], prefix: string): FarthingError {
  const details = issues.slice(0, MAX_ISSUES).flatMap((issue) => problems(issue, prefix));
  const first = details[0] ?? { field: prefix, message: "is not valid" };
  const message = first.field ? `${first.field}: ${first.message}` : first.message;
  return new FarthingError("validation_error", message, {
    ...(first.field ? { param: first.field } : {}),
    details,
  });
}

function problems(issue: z.core.$ZodIssue, prefix: string): FieldProblem[] {
  if (issue.code === "unrecognized_keys") {
    return issue.keys.map((key) => ({
      field: fieldPath(prefix, [...issue.path, key]),
      message: "is not a known field",
    }));
  }
  if (issue.code === "invalid_union") {
    const [meant, ...others] = issue.errors.filter((issues) => !issues.some(isOfAnotherKind));
    // Of a shape that may also be null, say: what is wrong with the shape.
    if (meant && others.length === 0)
      return meant.flatMap((inner) => problems(inner, fieldPath(prefix, issue.path)));
  }
  const missing = issue.code === "invalid_type" && issue.input === undefined && issue.path.length > 0;
  return [
    {
      field: fieldPath(prefix, issue.path),
      message: missing ? `is required (${issue.message})` : issue.message,
    },
  ];
}

/** Whether the value as a whole is none of the kind. */
const isOfAnotherKind = ({ code, path }: z.core.$ZodIssue): boolean =>
  code === "invalid_type" && path.length === 0;

function fieldPath(prefix: string, path: readonly PropertyKey[]): string {
  let field = prefix;
  for (const part of path) {
    // A key of no letters is shown as what stands in the JSON, or the answer would name nothing.
    const name = String(part) || '""';
    if (typeof part === "number") field += `[${part}]`;
    else field += field ? `.${name}` : name;
  }
  return field.slice(0, 300);
}
