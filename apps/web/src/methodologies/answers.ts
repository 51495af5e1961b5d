/** Answers to a methodology's questions, as the form holds them. */
import type { Answer, AnswerMap, Variable } from "../api/methodologies";
import type { Problem } from "../api/problem";
import { today } from "../lib/format";
import { isRecord } from "../lib/storage";

const DAY = 86_400_000;
const DAYS: Record<string, number> = { today: 0, tomorrow: 1, yesterday: -1 };

function dayOf(text: string): string {
  const away = DAYS[text.toLowerCase()];
  return away === undefined ? text : today(new Date(Date.now() + away * DAY));
}

/** What a field begins with: its default, in its kind. */
export function firstAnswer({ kind, default: given }: Variable): Answer {
  if (kind === "people" || kind === "list") {
    if (Array.isArray(given)) return given;
    return given === null || given === "" ? [] : [String(given)];
  }
  if (kind === "yes-no") return given === true || given === "yes";
  const text = given === null || Array.isArray(given) ? "" : String(given);
  return kind === "date" ? dayOf(text) : text;
}

/** The name of the question that is what the project is called. */
const CALLED = "project";

/** What the form begins with; a name that is known already is in its place. */
export function firstAnswers(variables: readonly Variable[], called = ""): AnswerMap {
  return Object.fromEntries(
    variables.map((variable) => [
      variable.name,
      variable.name === CALLED && called !== "" ? called : firstAnswer(variable),
    ]),
  );
}

function isEmpty(answer: Answer | undefined): boolean {
  return answer === undefined || answer === "" || (Array.isArray(answer) && answer.length === 0);
}

/** The questions that must be answered and are not, each with what to say of it. */
export function unanswered(variables: readonly Variable[], answers: AnswerMap): Record<string, string> {
  const open = variables.filter(({ name, required }) => required && isEmpty(answers[name]));
  return Object.fromEntries(open.map(({ name }) => [name, "This needs an answer."]));
}

/** What is sent: only what was answered, so that defaults hold for the rest. */
export function given(answers: AnswerMap): AnswerMap {
  return Object.fromEntries(Object.entries(answers).filter(([, answer]) => !isEmpty(answer)));
}

/** What the engine says is wrong with which answer; empty when the problem is another one. */
export function refusals({ code, problems }: Problem): Record<string, string> {
  if (code !== "answers_refused" || !isRecord(problems)) return {};
  return Object.fromEntries(
    Object.entries(problems).map(([name, why]) => [name, String(why).replace(`${name}: `, "")]),
  );
}
