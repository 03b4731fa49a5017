import { MutationCache, QueryCache, QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import "../styles.css";
import { createPortalRouter } from "./router";
import { isOver } from "./session";

/** Whatever finds the session over has the frame ask, which says so. */
const whenOver = (error: Error): void => {
  if (isOver(error)) void queryClient.invalidateQueries({ queryKey: ["me"] });
};

const queryClient: QueryClient = new QueryClient({
  queryCache: new QueryCache({
    onError: (error, query) => {
      if (query.queryKey[0] !== "me" && query.queryKey[0] !== "open") whenOver(error);
    },
  }),
  mutationCache: new MutationCache({ onError: whenOver }),
  defaultOptions: {
    queries: { staleTime: 5_000, retry: (count, error) => !isOver(error) && count < 1 },
    mutations: { retry: false },
  },
});

createRoot(document.getElementById("root")!).render(
  <StrictMode>
    <QueryClientProvider client={queryClient}>
      <RouterProvider router={createPortalRouter()} />
    </QueryClientProvider>
  </StrictMode>,
);
