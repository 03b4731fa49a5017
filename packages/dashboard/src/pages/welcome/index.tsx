/** Where a link leads: to found the instance, to join, or to set another password. */
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import type { Schemas } from "../../api/schemas";
import { acceptLink, readLink, signIn } from "../../api/session";
import { Button } from "../../parts/button";
import { TextField } from "../../parts/field";
import { Form, useSending } from "../../parts/form";
import { Loading, messageOf } from "../../parts/states";
import { Outside } from "../../shell/outside";

const TITLES = { setup: "Set up Farthing", invitation: "Join", reset: "Set a new password" } as const;

export function WelcomePage() {
  const [token] = useState(() => window.location.hash.slice(1));
  const { data: link, error } = useQuery({
    queryKey: ["link", token],
    queryFn: () => readLink(token),
    retry: false,
    staleTime: Number.POSITIVE_INFINITY,
  });
  if (error)
    return (
      <Outside title="This link does not work">
        <p className="mb-4 text-sm text-ink-muted">{messageOf(error)}</p>
        <Button asChild look="primary">
          <Link to="/sign-in">Sign in</Link>
        </Button>
      </Outside>
    );
  if (!link)
    return (
      <Outside title="Welcome">
        <Loading rows={3} />
      </Outside>
    );
  return <Accept token={token} link={link} />;
}

function Accept({ token, link }: { token: string; link: Schemas["OperatorLink"] }) {
  const [name, setName] = useState("");
  const [email, setEmail] = useState(link.email ?? "");
  const [password, setPassword] = useState("");
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const isReset = link.kind === "reset";
  const sending = useSending({
    send: async () => {
      const accepted = await acceptLink({
        token,
        password,
        ...(isReset ? {} : { name }),
        ...(link.email === null ? { email } : {}),
      });
      await signIn({ email: accepted.email, password });
    },
    onDone: () => {
      queryClient.clear();
      void navigate({ to: link.kind === "setup" ? "/getting-started" : "/overview", replace: true });
    },
  });
  return (
    <Outside title={link.kind === "invitation" ? `Join ${link.organization}` : TITLES[link.kind]}>
      <p className="mb-4 text-sm text-ink-muted">
        {link.kind === "setup" && "You become the owner of this instance. The link works once."}
        {link.kind === "invitation" && `You are invited as ${link.role}.`}
        {isReset && "Open sessions will end."}
      </p>
      <Form
        sending={sending}
        action={isReset ? "Set password" : "Continue"}
        fields={["name", "email", "password"]}
      >
        {!isReset && (
          <TextField
            label="Your name"
            autoComplete="name"
            autoFocus
            value={name}
            onChange={(event) => setName(event.target.value)}
            error={sending.errorAt("name")}
          />
        )}
        <TextField
          label="E-mail"
          type="email"
          autoComplete="username"
          disabled={link.email !== null}
          value={email}
          onChange={(event) => setEmail(event.target.value)}
          error={sending.errorAt("email")}
        />
        <TextField
          label="Password"
          type="password"
          autoComplete="new-password"
          hint="At least 10 characters"
          value={password}
          onChange={(event) => setPassword(event.target.value)}
          error={sending.errorAt("password")}
        />
      </Form>
    </Outside>
  );
}
