import { Snippet } from "../../parts/copy";
import { Dialog } from "../../parts/dialog";

/** The one time that a secret is seen. */
export const SecretDialog = ({ secret, onClose }: { secret: string; onClose: () => void }) => (
  <Dialog
    title="The signing secret"
    description="It is shown this once. Your server checks with it that a webhook is genuine."
    open
    onOpenChange={onClose}
  >
    <Snippet label="secret" code={secret} />
  </Dialog>
);
