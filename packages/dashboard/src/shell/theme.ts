/** Light or dark: as the system has it, until somebody chooses. */
import { useSyncExternalStore } from "react";

const KEY = "farthing-theme";
const root = document.documentElement;

const subscribe = (changed: () => void): (() => void) => {
  const observer = new MutationObserver(changed);
  observer.observe(root, { attributeFilter: ["class"] });
  return () => observer.disconnect();
};

export function useTheme() {
  const isDark = useSyncExternalStore(subscribe, () => root.classList.contains("dark"));
  const toggle = (): void => {
    localStorage.setItem(KEY, isDark ? "light" : "dark");
    root.classList.toggle("dark", !isDark);
  };
  return { isDark, toggle };
}
