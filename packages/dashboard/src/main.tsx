import { QueryCache, QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { toast } from "sonner";
import { isSignedOut } from "./api/session";
import { messageOf } from "./parts/states";
import { createDashboardRouter } from "./router";
import "./styles.css";

const queryClient: QueryClient = new QueryClient({
  queryCache: new QueryCache({
    onError: (error, query) => {
      if (query.queryKey[0] === "me") return;
      // Whoever finds the session over has the frame ask, which leads to the page to sign in.
      if (isSignedOut(error)) void queryClient.invalidateQueries({ queryKey: ["me"] });
      // What is shown stays; a page that has nothing to show says so itself.
      else if (query.state.data !== undefined)
        toast.error("This page could not be brought up to date.", {
          id: "out-of-date",
          description: messageOf(error),
        });
    },
  }),
  defaultOptions: { queries: { staleTime: 5_000, retry: 1 }, mutations: { retry: false } },
});

createRoot(document.getElementById("root")!).render(
  <StrictMode>
    <QueryClientProvider client={queryClient}>
      <RouterProvider router={createDashboardRouter()} />
    </QueryClientProvider>
  </StrictMode>,
);
