/** Who the operator is, on invoices and on pages for customers. */
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { toast } from "sonner";
import { useSession } from "../../api/context";
import type { Schemas } from "../../api/schemas";
import { Card } from "../../parts/card";
import { TextArea, TextField } from "../../parts/field";
import { Form, useSending } from "../../parts/form";
import { Loaded } from "../../parts/states";
import { LogoField, type NewLogo } from "./logo-field";

type Branding = Schemas["Branding"];

export function BrandingTab() {
  const { api, environment } = useSession();
  const query = useQuery({ queryKey: [environment, "branding"], queryFn: () => api.branding.get() });
  return (
    <Card className="max-w-3xl">
      <Loaded query={query}>{(branding) => <BrandingForm branding={branding} />}</Loaded>
    </Card>
  );
}

const EMPTY_ADDRESS = { line1: "", line2: "", city: "", state: "", postalCode: "", country: "" };
const TEXTS = [
  "legalName",
  "taxId",
  "email",
  "website",
  "accentColor",
  "footer",
  "paymentInstructions",
] as const;
const ADDRESS = Object.keys(EMPTY_ADDRESS) as (keyof typeof EMPTY_ADDRESS)[];

function BrandingForm({ branding }: { branding: Branding }) {
  const { api, environment, mayWrite } = useSession();
  const queryClient = useQueryClient();
  const [texts, setTexts] = useState(
    () =>
      Object.fromEntries(TEXTS.map((name) => [name, branding[name] ?? ""])) as Record<
        (typeof TEXTS)[number],
        string
      >,
  );
  const [address, setAddress] = useState({ ...EMPTY_ADDRESS, ...branding.address });
  const [netDays, setNetDays] = useState(String(branding.netDays));
  /** Undefined: the one that is there stays. */
  const [logo, setLogo] = useState<NewLogo | null>();
  const sending = useSending({
    send: () => {
      const given = Object.fromEntries(
        Object.entries(address).filter(([, value]) => value.trim() !== ""),
      ) as unknown as NonNullable<Branding["address"]>;
      return api.branding.update({
        ...Object.fromEntries(TEXTS.map((name) => [name, texts[name].trim() || null])),
        address: Object.keys(given).length > 0 ? given : null,
        netDays: Number(netDays || "0"),
        ...(logo === undefined ? {} : { logo }),
      });
    },
    onDone: () => {
      setLogo(undefined);
      void queryClient.invalidateQueries({ queryKey: [environment, "branding"] });
      toast.success("Branding saved. Existing documents do not change.");
    },
  });
  const text = (name: (typeof TEXTS)[number]) => ({
    value: texts[name],
    disabled: !mayWrite,
    onChange: (event: { target: { value: string } }) => setTexts({ ...texts, [name]: event.target.value }),
    error: sending.errorAt(name),
  });
  const ofAddress = (name: keyof typeof EMPTY_ADDRESS) => ({
    value: address[name],
    disabled: !mayWrite,
    onChange: (event: { target: { value: string } }) =>
      setAddress({ ...address, [name]: event.target.value }),
    error: sending.errorAt(`address.${name}`),
  });
  return (
    <Form
      sending={sending}
      action="Save"
      disabled={!mayWrite}
      fields={[...TEXTS, ...ADDRESS.map((name) => `address.${name}`), "netDays", "logo", "logo.data"]}
    >
      <div className="grid gap-4 sm:grid-cols-2">
        <TextField label="Legal name" {...text("legalName")} />
        <TextField label="Tax id" {...text("taxId")} />
        <TextField label="E-mail" type="email" {...text("email")} />
        <TextField label="Website" type="url" placeholder="https://example.com" {...text("website")} />
      </div>
      <fieldset className="grid gap-4 sm:grid-cols-2">
        <legend className="mb-2 text-sm font-semibold">Address</legend>
        <TextField label="Street" {...ofAddress("line1")} />
        <TextField label="Address line 2" {...ofAddress("line2")} />
        <TextField label="City" {...ofAddress("city")} />
        <TextField label="State" {...ofAddress("state")} />
        <TextField label="Postal code" {...ofAddress("postalCode")} />
        <TextField label="Country" placeholder="US" hint="Two letters" {...ofAddress("country")} />
      </fieldset>
      <fieldset className="flex flex-col gap-4">
        <legend className="mb-2 text-sm font-semibold">Documents</legend>
        <LogoField
          saved={branding.logo}
          chosen={logo}
          disabled={!mayWrite}
          onChoose={setLogo}
          error={sending.errorAt("logo") ?? sending.errorAt("logo.data")}
        />
        <div className="grid gap-4 sm:grid-cols-2">
          <TextField
            label="Accent color"
            placeholder="#1d4ed8"
            hint="Must be readable on white: it is used for text"
            {...text("accentColor")}
          />
          <TextField
            label="Days until an invoice is due"
            inputMode="numeric"
            value={netDays}
            disabled={!mayWrite}
            onChange={(event) => setNetDays(event.target.value)}
            error={sending.errorAt("netDays")}
          />
        </div>
        <TextArea
          label="How to pay"
          hint="Shown on unpaid invoices: bank account, reference"
          {...text("paymentInstructions")}
        />
        <TextArea label="Footer" hint="At the bottom of every page" {...text("footer")} />
      </fieldset>
    </Form>
  );
}
