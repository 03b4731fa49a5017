import { useSession } from "../api/context";
import { classes } from "../parts/classes";

const KINDS = [
  ["sandbox", "Sandbox"],
  ["live", "Live"],
] as const;

export function EnvironmentSwitch() {
  const { environment, setEnvironment } = useSession();
  return (
    <fieldset className="flex rounded-md border border-line-strong/60 p-0.5">
      <legend className="sr-only">Environment</legend>
      {KINDS.map(([kind, name]) => (
        <button
          key={kind}
          type="button"
          aria-pressed={environment === kind}
          onClick={() => setEnvironment(kind)}
          className={classes(
            "h-7 rounded px-2.5 text-sm",
            environment !== kind && "text-ink-muted hover:text-ink",
            environment === kind &&
              (kind === "live" ? "bg-good-soft font-medium text-good" : "bg-warn-soft font-medium text-warn"),
          )}
        >
          {name}
        </button>
      ))}
    </fieldset>
  );
}
