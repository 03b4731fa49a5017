/** What other packages (the command line, tests) may use of the server. */
export { type Application, createApplication } from "./app.js";
export * from "./platform/index.js";
export { readSettings, type Settings, SettingsError } from "./settings.js";
