/** How far a command is: a bar where a person watches, else a line now and then. */
import { SingleBar } from "cli-progress";
import type { Terminal } from "./terminal.js";

export interface Progress {
  update(done: number, total: number): void;
  close(): void;
}

const LINE_EVERY_MS = 5_000;

export function openProgress(terminal: Terminal, unit: string): Progress {
  return terminal.err.isTTY ? openBar(terminal, unit) : openLines(terminal, unit);
}

function openBar(terminal: Terminal, unit: string): Progress {
  const bar = new SingleBar({
    format: `{bar} {percentage}% | {value} of {total} ${unit} | {eta_formatted} left`,
    // It writes to the process's own standard error.
    stream: terminal.err as NodeJS.WritableStream,
    barCompleteChar: "█",
    barIncompleteChar: "░",
    clearOnComplete: true,
  });
  let started = false;
  return {
    update: (done, total) => {
      if (!started) bar.start(total, 0);
      started = true;
      bar.setTotal(total);
      bar.update(done);
    },
    close: () => {
      if (started) bar.stop();
    },
  };
}

function openLines(terminal: Terminal, unit: string): Progress {
  let lastLineAt = performance.now();
  return {
    update: (done, total) => {
      const now = performance.now();
      if (now - lastLineAt < LINE_EVERY_MS) return;
      lastLineAt = now;
      const percent = total === 0 ? 100 : Math.floor((done / total) * 100);
      terminal.err.write(`${done} of ${total} ${unit} (${percent}%)\n`);
    },
    close: () => {},
  };
}
