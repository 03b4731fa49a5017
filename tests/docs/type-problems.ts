/** What TypeScript says about programs of the pages, checked against the clients' types. */
import { writeFileSync } from "node:fs";
import path from "node:path";
import ts from "typescript";
import { ROOT } from "./pages.js";
import { createFolder } from "./play.js";

export interface Program {
  readonly name: string;
  readonly code: string;
}

export function typeProblems(programs: readonly Program[]): string[] {
  const { folder, remove } = createFolder();
  try {
    const names = new Map(programs.map(({ name }, i) => [path.join(folder, `${i}.mjs`), name]));
    programs.forEach(({ code }, i) => {
      writeFileSync(path.join(folder, `${i}.mjs`), code);
    });
    const program = ts.createProgram([...names.keys()], {
      allowJs: true,
      checkJs: true,
      target: ts.ScriptTarget.ES2023,
      module: ts.ModuleKind.ESNext,
      moduleResolution: ts.ModuleResolutionKind.Bundler,
      moduleDetection: ts.ModuleDetectionKind.Force,
      customConditions: ["farthing-source"],
      typeRoots: [path.join(ROOT, "node_modules/@types")],
      types: ["node"],
      strict: true,
      // Readers' programs are JavaScript: a parameter needs no type.
      noImplicitAny: false,
      skipLibCheck: true,
      noEmit: true,
    });
    return [...names].flatMap(([file, name]) =>
      ts
        .getPreEmitDiagnostics(program, program.getSourceFile(file))
        .map(({ messageText }) => `${name}: ${ts.flattenDiagnosticMessageText(messageText, " ")}`),
    );
  } finally {
    remove();
  }
}
