/** How what is sold is called: by people, and by code. The code is made of the name until somebody types it. */
import { useState } from "react";
import { codeFromName, codeHint } from "./code-hint";
import { TextField } from "./field";
import type { Sending } from "./form";

interface Named {
  readonly name: string;
  readonly code: string;
}

/** @param saved what is there already; its code is for ever, so it can be set once */
export function useNameAndCode(saved: Named | undefined) {
  const [name, setName] = useState(saved?.name ?? "");
  const [typedCode, setCode] = useState(saved?.code);
  return { name, setName, code: typedCode ?? codeFromName(name), setCode, isSaved: saved !== undefined };
}

interface Props {
  readonly named: ReturnType<typeof useNameAndCode>;
  readonly sending: Sending;
}

export function NameAndCode({ named, sending }: Props) {
  return (
    <>
      <TextField
        label="Name"
        autoFocus
        value={named.name}
        onChange={(event) => named.setName(event.target.value)}
        error={sending.errorAt("name")}
      />
      <TextField
        label="Code"
        hint={
          named.isSaved
            ? "Cannot be changed: your code sends it."
            : (codeHint(named.code) ?? "The name your code sends, in snake_case")
        }
        disabled={named.isSaved}
        value={named.code}
        onChange={(event) => named.setCode(event.target.value)}
        error={sending.errorAt("code")}
      />
    </>
  );
}
