/** Times are business time in UTC, as everything that is billed is. */
const DATE = new Intl.DateTimeFormat("en", { dateStyle: "medium", timeZone: "UTC" });
const DATE_TIME = new Intl.DateTimeFormat("en", {
  dateStyle: "medium",
  timeStyle: "medium",
  hourCycle: "h23",
  timeZone: "UTC",
});

const TIME_OF_DAY = new Intl.DateTimeFormat("en", { timeStyle: "medium", hourCycle: "h23", timeZone: "UTC" });

export const formatDate = (time: string): string => DATE.format(new Date(time));
export const formatTimeOfDay = (time: string): string => TIME_OF_DAY.format(new Date(time));
export const formatTime = (time: string): string => `${DATE_TIME.format(new Date(time))} UTC`;

const DAY_MS = 86_400_000;

/** A day that was picked, as the beginning of that day. */
export const dayStart = (day: string | undefined): string | undefined =>
  day ? `${day}T00:00:00Z` : undefined;
/** A list of that day and before ends before this. */
export const dayEnd = (day: string | undefined): string | undefined =>
  day ? new Date(Date.parse(`${day}T00:00:00Z`) + DAY_MS).toISOString() : undefined;

/** On a phone, and where it is `narrow`, the time of day stands below the day. */
export const Time = ({ at, narrow = false }: { at: string; narrow?: boolean }) => (
  <time dateTime={at} className={narrow ? "block w-min" : "md:whitespace-nowrap"}>
    <span className="whitespace-nowrap">{DATE.format(new Date(at))},</span>{" "}
    <span className="whitespace-nowrap">{TIME_OF_DAY.format(new Date(at))}</span>
  </time>
);
export const Day = ({ at }: { at: string }) => (
  <time dateTime={at} title={formatTime(at)} className="whitespace-nowrap">
    {formatDate(at)}
  </time>
);
