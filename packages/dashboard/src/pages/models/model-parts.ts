/** `provider/modelId` taken apart: a model's own id may have more slashes. The provider is empty where there is none. */
export function modelParts(name: string): { provider: string; modelId: string } {
  const slash = name.indexOf("/");
  return { provider: name.slice(0, Math.max(slash, 0)), modelId: name.slice(slash + 1) };
}
