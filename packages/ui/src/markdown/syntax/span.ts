/**
 * Spans whose content is taken as it stands: `[[…]]`, `%%…%%`, `$…$`. As micromark constructs they bind tighter
 * than emphasis and links, as they do in Obsidian, and hold inside tables, callouts and lists.
 */
import { markdownLineEnding } from "micromark-util-character";
import type { Code, Construct, Effects, State, TokenizeContext, TokenType } from "micromark-util-types";

export interface SpanOptions {
  /** The token's name; its inside is `<name>Data`. */
  name: string;
  open: string;
  close: string;
  /** May run over line ends within its paragraph. */
  multiline: boolean;
  /** Longest inside in characters: an opener with no closer must not read the rest of the note. */
  longest: number;
  /** Refuses by the first character inside, by the last one, and by the one after the closer. */
  allows?: {
    first?: (code: Code) => boolean;
    last?: (code: Code) => boolean;
    after?: (code: Code) => boolean;
  };
  /** A closer that `allows` turns down ends the attempt instead of standing inside. */
  firstCloser?: boolean;
  /** A character that ends the attempt when it stands twice inside. */
  refusesTwice?: string;
}

const EOF = null;

/** A text construct for such a span. */
export function verbatimSpan(options: SpanOptions): Construct {
  const { name, open, close, multiline, longest, allows, firstCloser = false, refusesTwice } = options;
  const token = name as TokenType;
  const data = `${name}Data` as TokenType;

  function tokenize(this: TokenizeContext, effects: Effects, ok: State, nok: State): State {
    let matched = 0;
    let length = 0;
    let last: Code = EOF;
    let inData = false;

    const exitData = () => {
      if (inData) effects.exit(data);
      inData = false;
    };
    const opening: State = (code) => {
      if (code !== open.charCodeAt(matched)) return nok(code);
      if (matched === 0) effects.enter(token);
      effects.consume(code);
      matched += 1;
      return matched < open.length ? opening : first;
    };
    const first: State = (code) => {
      if (code === EOF || (allows?.first && !allows.first(code))) return nok(code);
      matched = 0;
      return inside(code);
    };
    const inside: State = (code) => {
      if (code === EOF || length > longest) return nok(code);
      if (length > 0 && code === close.charCodeAt(0)) {
        const allowed = allows?.last?.(last) ?? true;
        if (!allowed) return firstCloser ? nok(code) : plain(code);
        exitData();
        return effects.attempt({ tokenize: closing, partial: true }, ok, firstCloser ? nok : plain)(code);
      }
      return plain(code);
    };
    const plain: State = (code) => {
      if (code === EOF) return nok(code);
      if (refusesTwice !== undefined && code === last && code === refusesTwice.charCodeAt(0))
        return nok(code);
      length += 1;
      last = code;
      if (markdownLineEnding(code)) {
        if (!multiline) return nok(code);
        exitData();
        effects.enter("lineEnding");
        effects.consume(code);
        effects.exit("lineEnding");
        return inside;
      }
      if (!inData) effects.enter(data);
      inData = true;
      effects.consume(code);
      return inside;
    };

    return opening;

    function closing(this: TokenizeContext, inner: Effects, done: State, fail: State): State {
      let at = 0;
      const sequence: State = (code) => {
        if (code !== close.charCodeAt(at)) return fail(code);
        if (at === 0) inner.enter(`${name}Close` as TokenType);
        inner.consume(code);
        at += 1;
        return at < close.length ? sequence : after;
      };
      const after: State = (code) => {
        if (allows?.after && !allows.after(code)) return fail(code);
        inner.exit(`${name}Close` as TokenType);
        inner.exit(token);
        return done(code);
      };
      return sequence;
    }
  }

  return { name, tokenize };
}
