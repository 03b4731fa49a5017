/** Whose a row is: the customer by name, and the way to them. */
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useSession } from "../../api/context";
import { nameOf } from "./name";

export function CustomerLink({ id }: { id: string }) {
  const { environment, operator } = useSession();
  const { data, isPending } = useQuery({
    queryKey: [environment, "customers", "names", id],
    queryFn: () => operator.customerName(id),
    staleTime: 60_000,
  });
  return (
    <Link
      to="/customers/$id"
      params={{ id } as never}
      title={id}
      className="text-accent underline break-words"
    >
      {data ? nameOf(data) : isPending ? "…" : id}
    </Link>
  );
}

/** Below what a row is called, where a phone has no room for a column of its own. */
export const CustomerOnPhone = ({ id }: { id: string }) => (
  <span className="block text-xs md:hidden">
    <CustomerLink id={id} />
  </span>
);
