/** The keys of Stripe. Typed here once: the server seals them, and shows the end of each and no more. */
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { toast } from "sonner";
import { useSession } from "../../api/context";
import type { Schemas } from "../../api/schemas";
import { Dialog } from "../../parts/dialog";
import { TextField } from "../../parts/field";
import { FieldError, Form, useSending } from "../../parts/form";

interface Props {
  readonly provider: Schemas["ConnectedPaymentProvider"];
  readonly onClose: () => void;
}

const FIELDS = ["secretKey", "webhookSecret"] as const;

export function ConnectForm({ provider, onClose }: Props) {
  const { api, environment } = useSession();
  const queryClient = useQueryClient();
  const [secretKey, setSecretKey] = useState("");
  const [webhookSecret, setWebhookSecret] = useState("");
  const mode = provider.livemode ? "live" : "test";
  const sending = useSending({
    send: async () => {
      for (const [name, typed] of [
        ["secretKey", secretKey],
        ["webhookSecret", webhookSecret],
      ] as const)
        if (!typed.trim()) throw new FieldError(name, "Required.");
      return api.settings.connectPaymentProvider({
        provider: "stripe",
        secretKey: secretKey.trim(),
        webhookSecret: webhookSecret.trim(),
      });
    },
    onDone: () => {
      void queryClient.invalidateQueries({ queryKey: [environment, "settings"] });
      toast.success("Stripe is connected and accepts the key.");
      onClose();
    },
  });
  // No password manager is to keep it, and nobody is to read it over a shoulder.
  const secret = { type: "password", autoComplete: "off", spellCheck: false } as const;
  return (
    <Dialog
      title={provider.stripe ? "Replace Stripe keys" : "Connect Stripe"}
      description={`The ${provider.livemode ? "live environment takes live" : "sandbox takes test"} keys. Both are encrypted and never shown again.`}
      open
      onOpenChange={onClose}
    >
      <Form sending={sending} action="Connect" fields={FIELDS} onCancel={onClose}>
        <TextField
          label="Secret key"
          placeholder={`sk_${mode}_…`}
          hint="A secret key, or a restricted key that may write customers, payment intents, refunds and checkout sessions"
          autoFocus
          {...secret}
          value={secretKey}
          onChange={({ target }) => setSecretKey(target.value)}
          error={sending.errorAt("secretKey")}
        />
        <TextField
          label="Webhook secret"
          placeholder="whsec_…"
          hint="Stripe shows it on the page of the webhook"
          {...secret}
          value={webhookSecret}
          onChange={({ target }) => setWebhookSecret(target.value)}
          error={sending.errorAt("webhookSecret")}
        />
      </Form>
    </Dialog>
  );
}
