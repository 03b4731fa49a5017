// Before the first paint, so that a dark page does not flash.
const chosen = localStorage.getItem("farthing-theme");
const isDark = chosen ? chosen === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
document.documentElement.classList.toggle("dark", isDark);
