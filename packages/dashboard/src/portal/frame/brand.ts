/** Puts the operator's colour on the page, for the theme that is shown. */
import { useEffect } from "react";
import { useTheme } from "../../shell/theme";
import { brandColors } from "./brand-colors";

export function useBrand(accentColor: string | null): void {
  const { isDark } = useTheme();
  useEffect(() => {
    if (!accentColor) return;
    const { accent, ink, soft } = brandColors(accentColor, isDark ? "dark" : "light");
    const { style } = document.documentElement;
    style.setProperty("--accent", accent);
    style.setProperty("--accent-ink", ink);
    style.setProperty("--accent-soft", soft);
    style.setProperty("--chart-1", accent);
  }, [accentColor, isDark]);
}
