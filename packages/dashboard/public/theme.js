// Before the first paint, so that a dark page does not flash.
const chosen = localStorage.getItem("farthing-theme");
const isDark = chosen ? chosen === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
document.documentElement.classList.toggle("dark", isDark);

// Where a script of the page does not come, nothing else can say so.
addEventListener(
  "error",
  ({ target }) => {
    const arriving = document.querySelector(".arriving");
    if (arriving && target instanceof HTMLScriptElement)
      arriving.textContent = "This page could not be loaded. Check your connection, and load it again.";
  },
  true,
);
