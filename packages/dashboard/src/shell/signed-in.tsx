/** What stands around every page of somebody who is signed in. */
import { useRouter } from "@tanstack/react-router";
import { useEffect } from "react";
import { SessionProvider } from "../api/context";
import { isSignedOut } from "../api/session";
import { Failed, Loading } from "../parts/states";
import { Shell } from "./shell";

/** Once: as going there changes the address, whatever follows the address would go again and again. */
function ToSignIn() {
  const router = useRouter();
  useEffect(() => {
    const to = router.state.location.href;
    void router.navigate({ to: "/sign-in", search: { to } as never, replace: true });
  }, [router]);
  return <Loading />;
}

export function SignedIn() {
  return (
    <SessionProvider
      waiting={<Loading />}
      signedOut={(error) =>
        isSignedOut(error) ? <ToSignIn /> : <Failed error={error} retry={() => window.location.reload()} />
      }
    >
      <Shell />
    </SessionProvider>
  );
}
