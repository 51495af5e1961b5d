/** `==highlight==`: an attention construct, so that it nests with emphasis as Obsidian has it. */
import { splice } from "micromark-util-chunked";
import { classifyCharacter } from "micromark-util-classify-character";
import { resolveAll } from "micromark-util-resolve-all";
import type { Construct, Event, Resolver, State, Token, TokenType, Tokenizer } from "micromark-util-types";

const EQUALS = 61;
const TEMPORARY = "highlightSequenceTemporary" as TokenType;
const SEQUENCE = "highlightSequence" as TokenType;
const HIGHLIGHT = "highlight" as TokenType;
const TEXT = "highlightText" as TokenType;

const tokenize: Tokenizer = function (effects, ok, nok) {
  const { previous } = this;
  let size = 0;
  const more: State = (code) => {
    if (code === EQUALS) {
      if (size === 2) return nok(code);
      effects.consume(code);
      size += 1;
      return more;
    }
    if (size < 2) return nok(code);
    const token = effects.exit(TEMPORARY);
    const before = classifyCharacter(previous);
    const after = classifyCharacter(code);
    token._open = after === undefined || (after === 2 && before !== undefined);
    token._close = before === undefined || (before === 2 && after !== undefined);
    return ok(code);
  };
  return (code) => {
    if (previous === EQUALS) return nok(code);
    effects.enter(TEMPORARY);
    return more(code);
  };
};

/** Pairs each closer with the nearest opener before it and wraps what stands between. */
const resolveHighlights: Resolver = (events, context) => {
  const openers: number[] = [];
  for (let index = 0; index < events.length; index += 1) {
    const event = events[index];
    if (event?.[0] !== "enter" || event[1].type !== TEMPORARY) continue;
    const open = event[1]._close === true ? openers.pop() : undefined;
    if (open === undefined) {
      if (event[1]._open === true) openers.push(index);
      continue;
    }
    const opener = events[open]?.[1];
    if (!opener) continue;
    const closer = event[1];
    opener.type = SEQUENCE;
    closer.type = SEQUENCE;
    const whole: Token = { type: HIGHLIGHT, start: { ...opener.start }, end: { ...closer.end } };
    const text: Token = { type: TEXT, start: { ...opener.end }, end: { ...closer.start } };
    const between = events.slice(open + 2, index);
    const inner = context.parser.constructs.insideSpan.null;
    const wrapped: Event[] = [
      ["enter", whole, context],
      ["enter", opener, context],
      ["exit", opener, context],
      ["enter", text, context],
      ...(inner
        ? resolveAll(
            inner.filter((construct) => construct !== highlight),
            between,
            context,
          )
        : between),
      ["exit", text, context],
      ["enter", closer, context],
      ["exit", closer, context],
      ["exit", whole, context],
    ];
    splice(events, open, index - open + 2, wrapped);
    index = open + wrapped.length - 1;
  }
  for (const event of events) if (event[1].type === TEMPORARY) event[1].type = "data";
  return events;
};

export const highlight: Construct = { name: "highlight", tokenize, resolveAll: resolveHighlights };
