/** A comment that runs over several blocks: `%%` at a line's start until the next `%%`. */
import { markdownLineEnding, markdownSpace } from "micromark-util-character";
import type { Code, Construct, Effects, State, TokenizeContext, TokenType } from "micromark-util-types";

const PERCENT = 37;
const BLOCK = "commentBlock" as TokenType;
const DATA = "commentBlockData" as TokenType;

const sameContainer: Construct = {
  partial: true,
  tokenize(effects, ok, nok) {
    return (code) => {
      effects.enter("lineEnding");
      effects.consume(code);
      effects.exit("lineEnding");
      return (next) => (this.parser.lazy[this.now().line] === true ? nok(next) : ok(next));
    };
  },
};

function tokenize(this: TokenizeContext, effects: Effects, ok: State, nok: State): State {
  let percents = 0;
  let inData = false;

  const leave = () => {
    if (inData) effects.exit(DATA);
    inData = false;
  };
  const take = (code: Code, next: State): State => {
    if (!inData) effects.enter(DATA);
    inData = true;
    effects.consume(code);
    return next;
  };
  const open: State = (code) => {
    if (code !== PERCENT) return nok(code);
    if (percents === 0) effects.enter(BLOCK);
    percents += 1;
    return take(code, percents < 2 ? open : inside);
  };
  const inside: State = (code) => {
    // Without its closer `%%` is text.
    if (code === null) return nok(code);
    if (markdownLineEnding(code)) {
      leave();
      return effects.attempt(sameContainer, inside, nok)(code);
    }
    return take(code, code === PERCENT ? maybeClose : inside);
  };
  const maybeClose: State = (code) => (code === PERCENT ? take(code, closed) : inside(code));
  const closed: State = (code) => {
    if (code !== null && markdownSpace(code)) return take(code, closed);
    // Text after the closer belongs to a paragraph: the inline construct hides the comment there.
    if (code !== null && !markdownLineEnding(code)) return nok(code);
    return finish(code);
  };
  const finish: State = (code) => {
    leave();
    effects.exit(BLOCK);
    return ok(code);
  };
  return open;
}

export const commentBlock: Construct = { name: "commentBlock", concrete: true, tokenize };
