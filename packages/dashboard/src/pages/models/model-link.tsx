/** A model of the catalog by its name, and the way to its prices. */
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { ModelName } from "../../parts/model-name";
import { modelParts } from "./model-parts";

interface Props {
  /** `provider/modelId` */
  readonly model: string;
  /** The id of one of its prices, to be marked there. */
  readonly price?: string | undefined;
  readonly children?: ReactNode;
}

export function ModelLink({ model, price, children }: Props) {
  const { provider, modelId } = modelParts(model);
  return (
    <Link
      to="/models/$provider/$"
      search={(price === undefined ? {} : { price }) as never}
      params={{ provider, _splat: modelId } as never}
      className="text-accent underline break-words"
    >
      {children ?? <ModelName name={model} />}
    </Link>
  );
}
