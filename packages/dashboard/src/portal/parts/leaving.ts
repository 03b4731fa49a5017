/** The way to a page of the payment provider. */
import { useMutation } from "@tanstack/react-query";
import { toast } from "sonner";
import { messageOf } from "../../parts/states";

/** @param open asks for the page: a link lets in for a week, so it is asked for when it is gone to */
export const useLeavingFor = (open: () => Promise<{ readonly url: string }>) =>
  useMutation({
    mutationFn: open,
    onSuccess: ({ url }) => window.location.assign(url),
    onError: (error) => toast.error(messageOf(error)),
  });
