/** A value shown as it will be while it is being written; when that fails, as it is. */
import { useRef, useState } from "react";

import type { FieldProps } from "./useTyped";
import type { Value } from "./kinds";

export function usePending({ value, onSet }: FieldProps): [unknown, (next: Value) => Promise<boolean>] {
  const [pending, setPending] = useState<{ value: Value } | null>(null);
  const round = useRef(0);
  const shown = pending ? pending.value : value;
  const put = async (next: Value) => {
    const own = (round.current += 1);
    setPending({ value: next });
    const written = await onSet(next, shown);
    if (own === round.current) setPending(null);
    return written;
  };
  return [shown, put];
}
