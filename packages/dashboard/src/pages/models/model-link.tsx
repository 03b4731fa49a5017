/** A model of the catalog by its name, and the way to its prices. */
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";

interface Props {
  /** `provider/modelId` */
  readonly model: string;
  readonly children?: ReactNode;
}

export function ModelLink({ model, children }: Props) {
  const slash = model.indexOf("/");
  const [provider, modelId] = [model.slice(0, slash), model.slice(slash + 1)];
  return (
    <Link
      to="/models/$provider/$"
      params={{ provider, _splat: modelId } as never}
      // The row it stands in opens something else.
      onClick={(event) => event.stopPropagation()}
      className="text-accent underline break-words"
    >
      {children ?? (
        <>
          {provider}/<wbr />
          {modelId}
        </>
      )}
    </Link>
  );
}
