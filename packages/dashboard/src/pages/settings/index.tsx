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
  const [{ tab }, setFilter] = useFilters<"tab">();
  return (
    <Page title="Settings" description="For this environment only. Sandbox and live have separate settings.">
      <Tabs
        label="Settings"
        tabs={TABS}
        value={TABS.some(({ value }) => value === tab) ? tab! : TABS[0]!.value}
        onValueChange={(value) => setFilter({ tab: value })}
      />
    </Page>
  );
}
