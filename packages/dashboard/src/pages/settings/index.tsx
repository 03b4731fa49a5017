import { useSession } from "../../api/context";
import { useFilters } from "../../api/filters";
import { Page } from "../../parts/page";
import { Tabs } from "../../parts/tabs";
import { BrandingTab } from "./branding-tab";
import { CollectionTab } from "./collection-tab";
import { CurrenciesTab } from "./currencies-tab";
import { MailTab } from "./mail-tab";

const TABS = [
  { value: "payments", name: "Payments", content: <CollectionTab /> },
  { value: "currencies", name: "Currencies", content: <CurrenciesTab /> },
  { value: "branding", name: "Branding", content: <BrandingTab /> },
  { value: "mail", name: "Mail", content: <MailTab /> },
];

export function SettingsPage() {
  const { environment } = useSession();
  const [{ tab }, setFilter] = useFilters<"tab">();
  const shown = TABS.find(({ value }) => value === tab) ?? TABS[0]!;
  return (
    <Page
      title="Settings"
      description={
        shown.value === "mail"
          ? "Settings of the server: mail is sent the same way in sandbox and live."
          : `For ${environment} only. Sandbox and live have separate settings.`
      }
    >
      <Tabs
        label="Settings"
        tabs={TABS}
        value={shown.value}
        onValueChange={(value) => setFilter({ tab: value })}
      />
    </Page>
  );
}
