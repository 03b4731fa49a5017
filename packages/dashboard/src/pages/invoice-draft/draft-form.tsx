import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { Plus, Trash2 } from "lucide-react";
import { useState } from "react";
import { toast } from "sonner";
import { useSession } from "../../api/context";
import type { Schemas } from "../../api/schemas";
import { Button } from "../../parts/button";
import { TextField } from "../../parts/field";
import { Form, type Sending, useSending } from "../../parts/form";
import { daysFromTyped } from "../../parts/typed-days";
import { emptyLine, lineField, lineFromTyped, type TypedLine, typedFromLine } from "./lines";

interface Props {
  readonly customerId: string;
  readonly currency: string;
  /** What is there already. */
  readonly draft?: Schemas["Invoice"];
}

const NAMES = ["description", "quantity", "amount", "unitPrice"];

export function DraftForm({ customerId, currency, draft }: Props) {
  const { api, environment, mayWrite } = useSession();
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const [lines, setLines] = useState<readonly TypedLine[]>(
    () => draft?.lines.map((line) => typedFromLine(line, currency)) ?? [emptyLine()],
  );
  const [description, setDescription] = useState(draft?.description ?? "");
  const [netDays, setNetDays] = useState(draft?.netDays == null ? "" : String(draft.netDays));
  const sending = useSending({
    send: async () => {
      const written = lines.map((line, index) => lineFromTyped(line, index, currency));
      const days = daysFromTyped(netDays, "netDays");
      const text = description.trim();
      return draft
        ? api.invoices.update({
            id: draft.id,
            lines: written,
            description: text || null,
            netDays: days ?? null,
          })
        : api.invoices.create({
            customerId,
            draft: true,
            lines: written,
            description: text || undefined,
            netDays: days,
          });
    },
    onDone: ({ id }) => {
      void queryClient.invalidateQueries({ queryKey: [environment, "invoices"] });
      toast.success("The draft is saved.");
      void navigate({ to: "/invoices/$id", params: { id } as never });
    },
  });
  const change = (key: number, changes: Partial<TypedLine>) =>
    setLines(lines.map((line) => (line.key === key ? { ...line, ...changes } : line)));
  return (
    <Form
      sending={sending}
      action="Save draft"
      disabled={!mayWrite}
      fields={["description", "netDays", ...lines.flatMap((_, n) => NAMES.map((name) => lineField(n, name)))]}
    >
      <fieldset className="flex flex-col gap-3">
        <legend className="mb-2 text-sm font-semibold">Lines</legend>
        <p className="text-xs text-ink-muted">
          Leave the quantity empty for a single amount; a negative amount is a discount. With a quantity,
          enter the unit price.
        </p>
        {lines.map((line, index) => (
          <LineFields
            key={line.key}
            line={line}
            index={index}
            currency={currency}
            sending={sending}
            onChange={(changes) => change(line.key, changes)}
            onRemove={
              lines.length > 1 ? () => setLines(lines.filter(({ key }) => key !== line.key)) : undefined
            }
          />
        ))}
        <div>
          <Button onClick={() => setLines([...lines, emptyLine()])}>
            <Plus aria-hidden className="size-4" /> Add a line
          </Button>
        </div>
      </fieldset>
      <div className="grid gap-4 sm:grid-cols-2">
        <TextField
          label="About"
          hint="For the whole invoice"
          value={description}
          onChange={({ target }) => setDescription(target.value)}
          error={sending.errorAt("description")}
        />
        <TextField
          label="Days until it is due"
          hint="Leave empty for the default in Branding"
          inputMode="numeric"
          value={netDays}
          onChange={({ target }) => setNetDays(target.value)}
          error={sending.errorAt("netDays")}
        />
      </div>
    </Form>
  );
}

interface LineProps {
  readonly line: TypedLine;
  readonly index: number;
  readonly currency: string;
  readonly sending: Sending;
  readonly onChange: (changes: Partial<TypedLine>) => void;
  readonly onRemove: (() => void) | undefined;
}

function LineFields({ line, index, currency, sending, onChange, onRemove }: LineProps) {
  const errorAt = (name: string) => sending.errorAt(lineField(index, name));
  const of = `line ${index + 1}`;
  const isPriced = line.quantity.trim() !== "";
  return (
    <div className="grid grid-cols-2 items-start gap-3 rounded-md border p-3 sm:grid-cols-[1fr_7rem_9rem_auto]">
      <div className="col-span-2 sm:col-span-1">
        <TextField
          label="What"
          aria-label={`What, ${of}`}
          value={line.description}
          onChange={({ target }) => onChange({ description: target.value })}
          error={errorAt("description")}
        />
      </div>
      <TextField
        label="Quantity"
        aria-label={`Quantity, ${of}`}
        inputMode="decimal"
        value={line.quantity}
        onChange={({ target }) => onChange({ quantity: target.value })}
        error={errorAt("quantity")}
      />
      <TextField
        label={isPriced ? `Unit price (${currency})` : `Amount (${currency})`}
        aria-label={`${isPriced ? "Unit price" : "Amount"}, ${of}`}
        inputMode="decimal"
        value={line.amount}
        onChange={({ target }) => onChange({ amount: target.value })}
        error={errorAt("amount") ?? errorAt("unitPrice")}
      />
      <Button
        look="quiet"
        className="col-span-2 justify-self-end sm:col-span-1 sm:mt-6"
        disabled={!onRemove}
        onClick={onRemove}
        aria-label={`Remove ${of}`}
        title={`Remove ${of}`}
      >
        <Trash2 aria-hidden className="size-4" />
      </Button>
    </div>
  );
}
