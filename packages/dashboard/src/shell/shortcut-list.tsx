/** All keys that do something, and the switch for those who do not want them. */
import { Fragment, type ReactNode, useState } from "react";
import { useSession } from "../api/context";
import { Dialog } from "../parts/dialog";
import { CheckField } from "../parts/field";
import { Key } from "../parts/key";
import { shownGroups } from "./navigation";
import { areShortcutsOn, PALETTE_KEYS, SHORTCUTS, switchShortcuts } from "./shortcuts";

export function ShortcutList({ onClose }: { onClose: () => void }) {
  const { environment, me } = useSession();
  const [isOn, setOn] = useState(areShortcutsOn);
  return (
    <Dialog title="Keyboard shortcuts" open onOpenChange={onClose}>
      <Keys title="On every page">
        <Shortcut keys={PALETTE_KEYS}>Go anywhere by typing</Shortcut>
        {SHORTCUTS.map(([keys, does]) => (
          <Shortcut key={does} keys={keys}>
            {does}
          </Shortcut>
        ))}
        <Shortcut keys={["↑", "↓"]}>Between the rows of a table, once one has the focus</Shortcut>
        <Shortcut keys={["Esc"]}>Close what is open</Shortcut>
      </Keys>
      <Keys title="Go to">
        {shownGroups(environment, me.managesAccess)
          .flatMap(({ destinations }) => destinations)
          .map(({ to, name, letter }) => (
            <Shortcut key={to} keys={["g", letter]}>
              {name}
            </Shortcut>
          ))}
      </Keys>
      <CheckField
        label="Use single keys"
        hint={`In this browser. ${PALETTE_KEYS.join(" ")} works in any case.`}
        checked={isOn}
        onChange={({ target }) => {
          switchShortcuts(target.checked);
          setOn(target.checked);
        }}
      />
    </Dialog>
  );
}

const Keys = ({ title, children }: { title: string; children: ReactNode }) => (
  <section>
    <h3 className="mb-2 text-sm font-medium text-ink-muted">{title}</h3>
    <dl className="grid gap-x-6 gap-y-1.5 text-sm sm:grid-cols-2">{children}</dl>
  </section>
);

const Shortcut = ({ keys, children }: { keys: readonly string[]; children: ReactNode }) => (
  <div className="flex items-start gap-3">
    <dt className="flex w-16 shrink-0 gap-1">
      {keys.map((key) => (
        <Fragment key={key}>
          <Key>{key}</Key>{" "}
        </Fragment>
      ))}
    </dt>
    <dd className="min-w-0">{children}</dd>
  </div>
);
