/** CPU time of processes, from /proc. Where there is none (macOS), undefined: the table says n/a. */
import { readdirSync, readFileSync } from "node:fs";

/** Linux counts CPU time in hundredths of a second, on every architecture Node runs on. */
const MS_PER_TICK = 10;

interface Stat {
  readonly parent: number;
  readonly ownMs: number;
  /** Of children that have ended and were waited for. */
  readonly endedChildrenMs: number;
}

function statOf(pid: number | string): Stat | undefined {
  let text: string;
  try {
    text = readFileSync(`/proc/${pid}/stat`, "latin1");
  } catch {
    return undefined;
  }
  // The second field is the program's name in parentheses, which may hold anything.
  const fields = text.slice(text.lastIndexOf(")") + 2).split(" ");
  const at = (index: number): number => Number(fields[index]);
  return {
    parent: at(1),
    ownMs: (at(11) + at(12)) * MS_PER_TICK,
    endedChildrenMs: (at(13) + at(14)) * MS_PER_TICK,
  };
}

/** User and system time so far, in milliseconds. */
export const processCpuMs = (pid: number): number | undefined => statOf(pid)?.ownMs;

/** As {@link processCpuMs}, of a postmaster with all its children, those that have ended too. */
export function postgresCpuMs(postmasterPid: number): number | undefined {
  const postmaster = statOf(postmasterPid);
  if (!postmaster) return undefined;
  let total = postmaster.ownMs + postmaster.endedChildrenMs;
  for (const name of readdirSync("/proc")) {
    if (!/^\d+$/.test(name)) continue;
    const stat = statOf(name);
    if (stat?.parent === postmasterPid) total += stat.ownMs;
  }
  return total;
}

export interface Memory {
  readonly rssBytes: number;
  readonly peakRssBytes: number;
}

export function memoryOf(pid: number): Memory | undefined {
  try {
    const status = readFileSync(`/proc/${pid}/status`, "latin1");
    const bytes = (name: string): number =>
      Number(new RegExp(`^${name}:\\s+(\\d+) kB`, "m").exec(status)?.[1]) * 1024;
    return { rssBytes: bytes("VmRSS"), peakRssBytes: bytes("VmHWM") };
  } catch {
    return undefined;
  }
}
