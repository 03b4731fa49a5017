import { text } from "@farthing/contract";
import { z } from "zod";

export const planParams = z.object({
  id: text(255).meta({ description: "The plan's `plan_…` id or its code", example: "pro" }),
});
