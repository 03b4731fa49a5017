/** A link that lets the customer into the portal: to be handed over, or to be looked through with. */
import { useMutation } from "@tanstack/react-query";
import { ExternalLink } from "lucide-react";
import { useState } from "react";
import { toast } from "sonner";
import { useSession } from "../../api/context";
import { Button } from "../../parts/button";
import { Code, CopyButton } from "../../parts/copy";
import { Dialog } from "../../parts/dialog";
import { messageOf } from "../../parts/states";
import { formatTime } from "../../parts/time";

export function PortalLink({ customerId }: { customerId: string }) {
  const { api } = useSession();
  const [isOpen, setOpen] = useState(false);
  const made = useMutation({
    mutationFn: () => api.portal.getUrl({ customerId }),
    onSuccess: () => setOpen(true),
    onError: (error) => toast.error(messageOf(error)),
  });
  return (
    <>
      <Button busy={made.isPending} onClick={() => made.mutate()}>
        Portal link
      </Button>
      {isOpen && made.data && (
        <Dialog
          title="Portal link"
          description={`It works once, until ${formatTime(made.data.expiresAt)}. The first person to open it is signed in as this customer for an hour.`}
          open
          onOpenChange={setOpen}
        >
          <p className="flex items-start gap-1 rounded-md border bg-sunken p-3">
            <Code>{made.data.portalUrl}</Code>
            <CopyButton text={made.data.portalUrl} label="Copy the link" />
          </p>
          <div className="flex justify-end">
            <Button asChild look="primary">
              <a href={made.data.portalUrl} target="_blank" rel="noreferrer">
                Open it <ExternalLink aria-hidden className="size-4" />
              </a>
            </Button>
          </div>
        </Dialog>
      )}
    </>
  );
}
