/** A question that came along in the address (`/ask?q=…`): asked once, and taken out of it. */
import { useEffect, useRef } from "react";
import { useSearchParams } from "react-router";

export function useBrought(ask: (question: string) => void): void {
  const [parameters, setParameters] = useSearchParams();
  const question = parameters.get("q");
  const taken = useRef<string | null>(null);
  const asking = useRef(ask);
  useEffect(() => {
    asking.current = ask;
  });
  useEffect(() => {
    const before = taken.current;
    taken.current = question;
    if (question === null || question.trim() === "" || question === before) return;
    setParameters({}, { replace: true });
    asking.current(question);
  }, [question, setParameters]);
}
