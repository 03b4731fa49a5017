/** `anthropic/claude-sonnet-4`: where it needs two lines, it breaks between its words, and not within one. */
export function ModelName({ name }: { name: string }) {
  const [provider, ...model] = name.split("/");
  return (
    <span>
      {provider}
      {model.map((part, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: they never change places
        <span key={index}>
          /<wbr />
          {part}
        </span>
      ))}
    </span>
  );
}
