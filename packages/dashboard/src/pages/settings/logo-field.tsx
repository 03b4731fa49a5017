import { useQuery } from "@tanstack/react-query";
import { useId } from "react";
import { useSession } from "../../api/context";
import type { Schemas } from "../../api/schemas";
import { Button } from "../../parts/button";

export type NewLogo = NonNullable<Schemas["UpdateBranding"]["logo"]>;
type SavedLogo = Schemas["Branding"]["logo"];

interface Props {
  readonly saved: SavedLogo;
  /** Undefined: nothing was chosen; null: it is to be taken away. */
  readonly chosen: NewLogo | null | undefined;
  readonly onChoose: (logo: NewLogo | null) => void;
  readonly disabled: boolean;
  readonly error: string | undefined;
}

export function LogoField({ saved, chosen, onChoose, disabled, error }: Props) {
  const id = useId();
  const savedUrl = useSavedLogo(saved);
  const shown = chosen === undefined ? savedUrl : chosen && urlOf(chosen);
  const choose = async (file: File | undefined): Promise<void> => {
    if (!file) return;
    const data = base64Of(new Uint8Array(await file.arrayBuffer()));
    onChoose({ contentType: file.type === "image/jpeg" ? "image/jpeg" : "image/png", data });
  };
  return (
    <div className="flex flex-wrap items-center gap-4">
      <div className="flex h-20 w-40 items-center justify-center rounded-md border bg-white p-2">
        {shown ? (
          <img src={shown} alt="The logo" className="max-h-full max-w-full" />
        ) : (
          <span className="text-xs text-[#625b51]">No logo</span>
        )}
      </div>
      <div className="flex flex-col gap-1">
        <label htmlFor={id} className="text-sm font-medium">
          Logo
        </label>
        <input
          id={id}
          type="file"
          accept="image/png,image/jpeg"
          disabled={disabled}
          className="max-w-full text-sm file:mr-3 file:rounded-md file:border file:border-line-strong/60 file:bg-surface file:px-3 file:py-1.5 file:text-sm file:font-medium file:text-ink"
          aria-describedby={`${id}-hint`}
          onChange={(event) => void choose(event.target.files?.[0])}
        />
        <p id={`${id}-hint`} className={error ? "text-sm text-bad" : "text-xs text-ink-muted"}>
          {error ?? "PNG or JPEG, at most 256 KiB and 1024 × 1024 pixels"}
        </p>
      </div>
      {shown && !disabled && (
        <Button look="quiet" onClick={() => onChoose(null)}>
          Remove
        </Button>
      )}
    </div>
  );
}

/** By the API, as the picture's address wants the session's header. */
function useSavedLogo(saved: SavedLogo): string | undefined {
  const { api, environment } = useSession();
  const { data } = useQuery({
    queryKey: [environment, "branding", "logo", saved],
    queryFn: async () =>
      urlOf({ contentType: saved!.contentType, data: base64Of(await api.branding.logo()) }),
    enabled: saved !== null,
  });
  return data;
}

const urlOf = ({ contentType, data }: NewLogo): string => `data:${contentType};base64,${data}`;

function base64Of(bytes: Uint8Array): string {
  let binary = "";
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return btoa(binary);
}
