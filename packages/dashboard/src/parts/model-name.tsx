/** `anthropic/claude-sonnet-4`: where it needs two lines, the model is the second one; no word of it is broken. */
import { Fragment } from "react";

export function ModelName({ name }: { name: string }) {
  const [provider, ...model] = name.split("/");
  return (
    <span>
      {provider}
      {model.map((part, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: they never change places
        <Fragment key={index}>
          /<wbr />
          <span className="inline-block">{part}</span>
        </Fragment>
      ))}
    </span>
  );
}
