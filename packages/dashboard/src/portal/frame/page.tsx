/** The frame of a page: its name, which the tab of the browser has too, with whose page it is. */
import { PageFrame, type PageProps } from "../../parts/page";
import { usePortal } from "../session";

export function PortalPage(props: PageProps) {
  const { operator } = usePortal();
  return <PageFrame {...props} owner={operator.name} titleSize="text-2xl" />;
}
