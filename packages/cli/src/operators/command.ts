/** `farthing operators`: links that let people into the dashboard, made at the machine itself. */
import { OPERATOR_ROLES, type OperatorRole } from "@farthing/contract/operator-roles";
import { type Command, Option } from "commander";
import { type Server, withDatabase } from "../database.js";
import { UnfinishedError } from "../errors.js";
import { EXIT, type ExitCode } from "../exit-codes.js";
import type { Finish } from "../options.js";
import type { Terminal } from "../terminal.js";

interface LinkOptions {
  readonly email: string;
  /** Undefined: for a member who has forgotten the password. */
  readonly role?: OperatorRole | undefined;
  readonly url: string;
}

export function addOperatorsCommand(program: Command, terminal: Terminal, finish: Finish): void {
  const operators = program.command("operators").description("manage operators of the dashboard");
  const url = () =>
    new Option("--url <url>", "where the dashboard is")
      .env("FARTHING_BASE_URL")
      .default("http://127.0.0.1:4800");
  operators
    .command("invite")
    .description("create a link to invite an operator; valid for a week")
    .requiredOption("--email <email>", "e-mail address of the new operator")
    .addOption(
      new Option("--role <role>", "role of the new operator").choices(OPERATOR_ROLES).default("member"),
    )
    .addOption(url())
    .action(async (options: LinkOptions) => finish(await makeLink(options, terminal)));
  operators
    .command("reset")
    .description("create a link to reset an operator's password; valid for a day")
    .requiredOption("--email <email>", "the operator's e-mail address")
    .addOption(url())
    .action(async (options: LinkOptions) => finish(await makeLink(options, terminal)));
}

/** Prints the link alone on standard output. @throws as `farthing keys create`, UnfinishedError where it cannot be made */
async function makeLink({ email, role, url }: LinkOptions, terminal: Terminal): Promise<ExitCode> {
  const server: Server = await import("@farthing/server");
  const { token } = await withDatabase(server, terminal, async ({ db }) => {
    const organization = await server.findOrganization(db);
    if (!organization)
      throw new UnfinishedError("The database has no Farthing server yet. Start the server with it first.");
    const now = server.createClock().real();
    const whom = { organizationId: organization.id, email };
    try {
      return role
        ? await server.inviteOperator(db, now, { ...whom, role })
        : await server.resetPassword(db, now, whom);
    } catch (error) {
      if (error instanceof server.FarthingError) throw new UnfinishedError(error.message);
      throw error;
    }
  });
  terminal.out.write(`${url.replace(/\/+$/, "")}${server.linkPath(token)}\n`);
  terminal.err.write("Share it yourself; it works once.\n");
  return EXIT.done;
}
