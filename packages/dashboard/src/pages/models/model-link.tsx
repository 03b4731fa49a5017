/** A model of the catalog by its name, and the way to its prices. */
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";

interface Props {
  /** `provider/modelId` */
  readonly model: string;
  readonly children?: ReactNode;
}

export function ModelLink({ model, children = model }: Props) {
  const slash = model.indexOf("/");
  return (
    <Link
      to="/models/$provider/$"
      params={{ provider: model.slice(0, slash), _splat: model.slice(slash + 1) } as never}
      // The row it stands in opens something else.
      onClick={(event) => event.stopPropagation()}
      className="text-accent underline break-all"
    >
      {children}
    </Link>
  );
}
