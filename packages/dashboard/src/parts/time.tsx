/** Times are business time in UTC, as everything that is billed is. */
const DATE = new Intl.DateTimeFormat("en", { dateStyle: "medium", timeZone: "UTC" });
const DATE_TIME = new Intl.DateTimeFormat("en", {
  dateStyle: "medium",
  timeStyle: "medium",
  hourCycle: "h23",
  timeZone: "UTC",
});

export const formatDate = (time: string): string => DATE.format(new Date(time));
export const formatTime = (time: string): string => `${DATE_TIME.format(new Date(time))} UTC`;

export const Time = ({ at }: { at: string }) => (
  <time dateTime={at} className="whitespace-nowrap">
    {DATE_TIME.format(new Date(at))}
  </time>
);
export const Day = ({ at }: { at: string }) => (
  <time dateTime={at} title={formatTime(at)} className="whitespace-nowrap">
    {formatDate(at)}
  </time>
);
