import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { portalApi } from "../api";
import { cardName } from "../parts/card-name";
import { usePortal } from "../session";

/** How it will be paid, before it is. */
export function PaidWith() {
  const { data } = useQuery({ queryKey: ["payment-methods"], queryFn: portalApi.paymentMethods });
  const { livemode } = usePortal();
  const card = data?.data.find(({ isDefault }) => isDefault);
  if (!data) return <span />;
  return (
    <p className="text-sm text-ink-muted">
      {card ? (
        <>
          Paid with {cardName(card)}.{" "}
          <Link to="/payment-methods" className="text-accent underline">
            Change
          </Link>
        </>
      ) : (
        <>
          You have no card on file:{" "}
          {livemode ? "you pay on the next page." : "in a sandbox, a test card pays."}
        </>
      )}
    </p>
  );
}
