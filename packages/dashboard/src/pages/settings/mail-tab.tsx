/** By what invoices are sent, and a mail to try it. It is the server's own: the same in sandbox and live. */
import { useQuery } from "@tanstack/react-query";
import { useChange } from "../../api/change";
import { useSession } from "../../api/context";
import { Badge } from "../../parts/badge";
import { Button } from "../../parts/button";
import { Card, Facts } from "../../parts/card";
import { Code, Snippet } from "../../parts/copy";
import { Loaded } from "../../parts/states";

const VARIABLES = `FARTHING_SMTP_URL=smtps://user:password@smtp.example.com
FARTHING_MAIL_FROM="Example <billing@example.com>"`;

export function MailTab() {
  const { operator, me, mayWrite } = useSession();
  const query = useQuery({ queryKey: ["mail"], queryFn: operator.mail });
  const test = useChange({
    change: operator.sendTestMail,
    said: ({ to }) => `The mail server accepted a mail to ${to}.`,
    concerns: [],
  });
  return (
    <Card title="Mail" className="max-w-3xl">
      <Loaded query={query}>
        {({ server, from }) =>
          server ? (
            <div className="flex flex-col gap-4">
              <Facts
                facts={[
                  [
                    "State",
                    <Badge key="state" tone="good">
                      set up
                    </Badge>,
                  ],
                  ["Server", <Code key="server">{server}</Code>],
                  ["Sender", from],
                ]}
              />
              <p className="text-sm text-ink-muted">
                Invoices are mailed when you choose Send. Replies go to the e-mail address in Branding.
              </p>
              <div className="flex justify-end">
                <Button busy={test.isPending} disabled={!mayWrite} onClick={() => test.mutate()}>
                  Send a test mail to {me.email}
                </Button>
              </div>
            </div>
          ) : (
            <div className="flex flex-col gap-4 text-sm">
              <p>
                This server cannot send mail. Set these environment variables and restart it. Until then,
                share an invoice's PDF or a link to it.
              </p>
              <Snippet label="variables of the mail server" code={VARIABLES} />
            </div>
          )
        }
      </Loaded>
    </Card>
  );
}
