import { Snippet } from "../../parts/copy";
import { Dialog } from "../../parts/dialog";

/** The one time that a secret is seen. */
export const SecretDialog = ({ secret, onClose }: { secret: string; onClose: () => void }) => (
  <Dialog
    title="The signing secret"
    description="This is the only time it is shown. Your server uses it to verify that a webhook is genuine."
    open
    onOpenChange={onClose}
  >
    <Snippet label="secret" code={secret} />
  </Dialog>
);
