/** Go to a page or a customer by typing. */
import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { Command } from "cmdk";
import { Dialog as Radix } from "radix-ui";
import { useState } from "react";
import { useSession } from "../api/context";
import { useDebounced } from "../parts/debounced";
import { Key } from "../parts/key";
import { shownGroups } from "./navigation";
import { useTheme } from "./theme";

const ITEM =
  "flex cursor-pointer items-center gap-2.5 rounded-md px-3 py-2 text-sm data-[selected=true]:bg-accent-soft data-[selected=true]:text-accent";

export function CommandPalette({ onClose }: { onClose: () => void }) {
  const { api, environment, setEnvironment, me } = useSession();
  const { isDark, toggle } = useTheme();
  const navigate = useNavigate();
  const [search, setSearch] = useState("");
  const asked = useDebounced(search.trim());
  const { data: customers } = useQuery({
    queryKey: [environment, "customers", "palette", asked],
    queryFn: async () => (await api.customers.list({ search: asked, limit: 5 })).data,
    enabled: asked.length > 1,
  });
  const then = (action: () => void) => () => {
    onClose();
    action();
  };
  const other = environment === "sandbox" ? "live" : "sandbox";
  return (
    <Radix.Root open onOpenChange={onClose}>
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-40 bg-black/40" />
        <Radix.Content
          aria-describedby={undefined}
          className="fixed top-[12vh] left-1/2 z-50 w-[calc(100%-2rem)] max-w-xl -translate-x-1/2 overflow-hidden rounded-lg border bg-surface shadow-xl"
        >
          <Radix.Title className="sr-only">Search or go to</Radix.Title>
          <Command label="Search or go to">
            <Command.Input
              autoFocus
              value={search}
              onValueChange={setSearch}
              placeholder="A page, a customer, an action…"
              className="h-12 w-full border-b bg-transparent px-4 outline-none placeholder:text-ink-muted"
            />
            <Command.List className="max-h-[50vh] overflow-y-auto p-2">
              <Command.Empty className="px-3 py-6 text-center text-sm text-ink-muted">
                No results.
              </Command.Empty>
              {shownGroups(environment, me.managesAccess).map(({ name, destinations }) => (
                <Command.Group key={name} heading={name} className="text-xs text-ink-muted">
                  {destinations.map(({ to, name, icon: Icon, words, letter }) => (
                    <Command.Item
                      key={to}
                      value={`${name} ${words ?? ""}`}
                      onSelect={then(() => void navigate({ to }))}
                      className={ITEM}
                    >
                      <Icon aria-hidden className="size-4" /> <span className="text-ink">{name}</span>
                      <span aria-hidden className="ml-auto flex gap-1">
                        <Key>g</Key> <Key>{letter}</Key>
                      </span>
                    </Command.Item>
                  ))}
                </Command.Group>
              ))}
              {customers && customers.length > 0 && (
                <Command.Group heading="Customers" className="text-xs text-ink-muted">
                  {customers.map((customer) => (
                    <Command.Item
                      key={customer.id}
                      value={`${customer.id} ${search}`}
                      onSelect={then(
                        () => void navigate({ to: "/customers/$id", params: { id: customer.id } as never }),
                      )}
                      className={ITEM}
                    >
                      <span className="text-ink">
                        {customer.fullName ?? customer.externalId ?? customer.id}
                      </span>
                      <span className="text-ink-muted">{customer.email}</span>
                    </Command.Item>
                  ))}
                </Command.Group>
              )}
              <Command.Group heading="Actions" className="text-xs text-ink-muted">
                <Command.Item
                  value={`switch to ${other}`}
                  onSelect={then(() => setEnvironment(other))}
                  className={ITEM}
                >
                  <span className="text-ink">Switch to {other}</span>
                </Command.Item>
                <Command.Item value="light dark theme" onSelect={then(toggle)} className={ITEM}>
                  <span className="text-ink">{isDark ? "Light" : "Dark"} theme</span>
                </Command.Item>
              </Command.Group>
            </Command.List>
          </Command>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
