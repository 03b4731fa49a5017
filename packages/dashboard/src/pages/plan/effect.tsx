/** Whom a change concerns, and when: said before it is saved. */
export const Effect = ({ isNew }: { isNew: boolean }) => (
  <p className="rounded-md bg-info-soft px-3 py-2 text-sm text-info">
    {isNew
      ? "New subscriptions have it at once. It concerns those that there are as far as it is better for them; the rest from their renewal on."
      : "New subscriptions have the new terms at once. Those that there are get what is better for them at once, and what is worse, or another price, from their renewal on."}
  </p>
);
