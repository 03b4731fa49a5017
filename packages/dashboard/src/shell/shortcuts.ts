/**
 * Single keys that do something wherever one is on a page. None of them acts while somebody types, with a modifier, or while
 * something is open over the page; and whoever speaks to their computer can switch them off.
 */
import { useNavigate } from "@tanstack/react-router";
import { useEffect } from "react";
import { useSession } from "../api/context";
import { shownGroups } from "./navigation";

/** These open the palette, also while somebody types. */
export const PALETTE_KEYS = /Mac|iPhone|iPad/.test(navigator.userAgent) ? ["⌘", "K"] : ["Ctrl", "K"];

/** As the list of them says it, in the order of use. */
export const SHORTCUTS = [
  [["?"], "Show this list"],
  [["/"], "Search the list on the page, or everything where there is none"],
  [["n"], "Create or add, on pages with such a button"],
  [["j"], "Next row"],
  [["k"], "Previous row"],
  [["Enter"], "Open the row"],
] as const satisfies readonly (readonly [readonly string[], string])[];

/** How long after `g` a letter still goes somewhere. */
const GO_MS = 1_500;
const SWITCH = "farthing-shortcuts";

export const areShortcutsOn = (): boolean => localStorage.getItem(SWITCH) !== "off";
export const switchShortcuts = (on: boolean): void => localStorage.setItem(SWITCH, on ? "on" : "off");

interface Openers {
  readonly openPalette: () => void;
  readonly openList: () => void;
}

export function useShortcuts({ openPalette, openList }: Openers): void {
  const { environment, me } = useSession();
  const navigate = useNavigate();
  useEffect(() => {
    const destinations = shownGroups(environment, me.managesAccess).flatMap(
      ({ destinations }) => destinations,
    );
    let goUntil = 0;
    const act = (event: KeyboardEvent): boolean => {
      const destination =
        event.timeStamp < goUntil && destinations.find(({ letter }) => letter === event.key);
      goUntil = event.key === "g" && !destination ? event.timeStamp + GO_MS : 0;
      if (destination) void navigate({ to: destination.to });
      else if (event.key === "?") openList();
      else if (event.key === "/") search(openPalette);
      else if (event.key === "n") findOnPage("n")?.click();
      else if (event.key === "j") moveBetweenRows(1);
      else if (event.key === "k") moveBetweenRows(-1);
      else return false;
      return true;
    };
    const press = (event: KeyboardEvent): void => {
      // A key that acts is not typed into what it puts the focus on.
      if (isMeant(event) && act(event)) event.preventDefault();
    };
    window.addEventListener("keydown", press);
    return () => window.removeEventListener("keydown", press);
  }, [environment, me.managesAccess, navigate, openPalette, openList]);
}

function isMeant(event: KeyboardEvent): boolean {
  if (event.defaultPrevented || event.isComposing || event.ctrlKey || event.metaKey || event.altKey)
    return false;
  const at = event.target as Element;
  if (at.closest("input, textarea, select, [contenteditable]") !== null && !isCheckbox(at)) return false;
  return areShortcutsOn() && document.querySelector("[role=dialog], [role=menu]") === null;
}

const isCheckbox = (at: Element): boolean => at instanceof HTMLInputElement && at.type === "checkbox";

/** What says of itself that this key is for it. */
const findOnPage = (key: string): HTMLElement | null =>
  document.querySelector<HTMLElement>(`main [aria-keyshortcuts="${key}"]`);

function search(openPalette: () => void): void {
  const field = findOnPage("/");
  if (field) field.focus();
  else openPalette();
}

function moveBetweenRows(by: 1 | -1): void {
  const rows = [...document.querySelectorAll<HTMLElement>("main tr[tabindex]")];
  const at = rows.indexOf(document.activeElement?.closest("tr") as HTMLElement);
  const to = at === -1 ? 0 : at + by;
  rows[to]?.focus();
}
