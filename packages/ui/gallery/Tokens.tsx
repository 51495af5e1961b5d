const NEUTRALS = Array.from({ length: 12 }, (_, index) => `--neutral-${index + 1}`);
const TAGS = Array.from({ length: 8 }, (_, index) => index + 1);
const SEMANTIC = ["accent", "success", "warning", "danger"];

/** The raw material: ramps, hues, sizes. */
export function Tokens() {
  return (
    <div className="flex max-w-240 flex-col gap-8 p-6">
      <section>
        <h2 className="mb-2 text-3 font-semibold">Neutral</h2>
        <div className="flex overflow-hidden rounded-card">
          {NEUTRALS.map((name, index) => (
            <div
              key={name}
              className="flex h-16 flex-1 items-end p-1.5"
              style={{ background: `var(${name})` }}
            >
              <span
                className="text-1"
                style={{ color: index > 7 ? "var(--neutral-1)" : "var(--neutral-12)" }}
              >
                {index + 1}
              </span>
            </div>
          ))}
        </div>
      </section>
      <section>
        <h2 className="mb-2 text-3 font-semibold">Meaning</h2>
        <div className="grid grid-cols-4 gap-3">
          {SEMANTIC.map((name) => (
            <div key={name} className="rounded-card p-3" style={{ background: `var(--${name}-subtle)` }}>
              <div className="mb-2 h-6 rounded-control" style={{ background: `var(--${name})` }} />
              <span className="text-3 font-medium" style={{ color: `var(--${name}-text)` }}>
                {name}
              </span>
            </div>
          ))}
        </div>
      </section>
      <section>
        <h2 className="mb-2 text-3 font-semibold">Tags and groups</h2>
        <div className="grid grid-cols-8 gap-2">
          {TAGS.map((hue) => (
            <div
              key={hue}
              className="flex items-center gap-2 rounded-control p-2"
              style={{ background: `var(--tag-${hue}-ground)` }}
            >
              <span className="size-4 rounded-full" style={{ background: `var(--tag-${hue})` }} />
              <span className="text-3 font-medium" style={{ color: `var(--tag-${hue}-text)` }}>
                Tag {hue}
              </span>
            </div>
          ))}
        </div>
      </section>
      <section className="flex flex-col gap-1">
        <h2 className="mb-2 text-3 font-semibold">Type</h2>
        <p className="text-6 font-semibold tracking-tight">28 A title says what a thing is</p>
        <p className="text-5 font-semibold">20 A heading divides the page</p>
        <p className="text-4">16 Reading wants air; every line is a breath.</p>
        <p className="font-serif text-4">
          16 Source Serif for those who read at length, <em>in italics too</em>.
        </p>
        <p className="text-3">13 The interface itself: 0123456789, Illegal1 = O0, 日本語, Ελληνικά, ไทย</p>
        <p className="text-2 text-secondary">12 Secondary lines, paths and counts</p>
        <p className="text-1 font-medium text-muted">11 KEYS, badges and headings of lists</p>
        <p className="font-code text-3">13 const answer = await search("graph"); // JetBrains Mono</p>
      </section>
    </div>
  );
}
