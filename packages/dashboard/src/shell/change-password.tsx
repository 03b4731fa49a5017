import { useState } from "react";
import { toast } from "sonner";
import { changePassword } from "../api/session";
import { Dialog } from "../parts/dialog";
import { TextField } from "../parts/field";
import { Form, useSending } from "../parts/form";

export function ChangePassword({ onClose }: { onClose: () => void }) {
  const [currentPassword, setCurrent] = useState("");
  const [newPassword, setNew] = useState("");
  const sending = useSending({
    send: () => changePassword({ currentPassword, newPassword }),
    onDone: () => {
      toast.success("Your password was changed. Other sessions have ended.");
      onClose();
    },
  });
  return (
    <Dialog title="Change password" open onOpenChange={onClose}>
      <Form sending={sending} action="Change password" fields={["currentPassword"]} onCancel={onClose}>
        <TextField
          label="Current password"
          type="password"
          autoComplete="current-password"
          value={currentPassword}
          onChange={(event) => setCurrent(event.target.value)}
          error={sending.errorAt("currentPassword")}
        />
        <TextField
          label="New password"
          type="password"
          autoComplete="new-password"
          hint="At least 10 characters"
          value={newPassword}
          onChange={(event) => setNew(event.target.value)}
        />
      </Form>
    </Dialog>
  );
}
