import { Link } from "@tanstack/react-router";
import { useSession } from "../api/context";
import { shownGroups } from "./navigation";

export function SideBar() {
  const { me, environment } = useSession();
  return (
    <nav aria-label="Pages" className="flex flex-col gap-5 p-3">
      <Link to="/overview" className="flex items-center gap-2 px-2 py-1.5 font-semibold">
        <img src="/favicon.svg" alt="" className="size-6" />
        <span className="truncate">{me.organization.name}</span>
      </Link>
      {shownGroups(environment, me.managesAccess).map(({ name, destinations }) => (
        <div key={name}>
          <p className="px-2 pb-1 text-xs font-medium text-ink-muted">{name}</p>
          <ul>
            {destinations.map(({ to, name, icon: Icon }) => (
              <li key={to}>
                <Link
                  to={to}
                  className="flex items-center gap-2.5 rounded-md px-2 py-1.5 text-sm text-ink-muted hover:bg-sunken hover:text-ink"
                  activeProps={{
                    className: "bg-accent-soft !text-accent font-medium",
                    "aria-current": "page",
                  }}
                >
                  <Icon aria-hidden className="size-4" />
                  {name}
                </Link>
              </li>
            ))}
          </ul>
        </div>
      ))}
    </nav>
  );
}
