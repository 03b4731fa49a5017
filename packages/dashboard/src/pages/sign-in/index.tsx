import { useQueryClient } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useState } from "react";
import { signIn } from "../../api/session";
import { TextField } from "../../parts/field";
import { Form, useSending } from "../../parts/form";
import { Outside } from "../../shell/outside";

/** Only a path of the dashboard itself: a link must not lead anywhere else after signing in. */
const isOwnPath = (to: string | undefined): to is string => to !== undefined && /^\/(?![/\\])/.test(to);

export function SignInPage() {
  const { to } = useSearch({ strict: false }) as { to?: string };
  const [email, setEmail] = useState("");
  const [password, setPassword] = useState("");
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const sending = useSending({
    send: () => signIn({ email, password }),
    onDone: () => {
      queryClient.clear();
      void navigate({ href: isOwnPath(to) ? to : "/overview", replace: true } as never);
    },
  });
  return (
    <Outside title="Sign in">
      <Form sending={sending} action="Sign in" fields={[]}>
        <TextField
          label="E-mail"
          type="email"
          autoComplete="username"
          autoFocus
          value={email}
          onChange={(event) => setEmail(event.target.value)}
        />
        <TextField
          label="Password"
          type="password"
          autoComplete="current-password"
          value={password}
          onChange={(event) => setPassword(event.target.value)}
        />
      </Form>
      <p className="mt-4 text-xs text-ink-muted">
        First start? Open the link that the server printed. Forgot your password? An admin can create a link
        on the members page, or <code className="font-mono">farthing operators reset</code> at the server.
      </p>
    </Outside>
  );
}
