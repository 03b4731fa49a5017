/**
 * Names of the catalog for first segments of a model's `provider` where the two differ. Any other first segment
 * is the vendor's name as it is: `anthropic.messages`, `openai.responses`, `mistral.chat`, `groq.chat` …
 */
const VENDORS: Readonly<Record<string, string>> = {
  "amazon-bedrock": "bedrock",
  "azure-openai": "azure",
  googleVertex: "google",
  vertex: "google",
  "x-ai": "xai",
};

interface NamedModel {
  readonly provider: string;
  readonly modelId: string;
}

/**
 * The model with its vendor, as the catalog names it: `anthropic/claude-sonnet-4-20250514`. A gateway's model
 * ids have the vendor in them already, and stay as they are.
 */
export function catalogName(model: NamedModel): string {
  return isGatewayed(model) ? model.modelId : `${vendorOf(model)}/${model.modelId}`;
}

/** The vendor alone: `anthropic`. */
export function vendorOf(model: NamedModel): string {
  if (isGatewayed(model)) return model.modelId.slice(0, model.modelId.indexOf("/"));
  const [first = "", second] = model.provider.split(".");
  // Claude on Vertex is Anthropic's model, with Anthropic's way of counting.
  if (second === "anthropic" && first !== "bedrock") return "anthropic";
  return VENDORS[first] ?? first;
}

function isGatewayed(model: NamedModel): boolean {
  return model.provider.split(".")[0] === "gateway" && model.modelId.indexOf("/") > 0;
}
