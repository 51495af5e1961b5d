/** What is being typed into one property, apart from its value until it is committed. */
import { useRef, useState } from "react";

import { asText, type Kind, read, same, type Value } from "./kinds";

/** What a field needs to know of its property. */
export interface FieldProps {
  name: string;
  kind: Kind;
  value: unknown;
  /** Writes a value that took the place of `from`; resolves to whether it was written. */
  onSet: (value: Value, from: unknown) => Promise<boolean>;
  /** Says what is wrong with what is typed; null when nothing is any more. */
  onError: (error: string | null) => void;
  invalid: boolean;
  /** The id of the words that say what is wrong. */
  describedBy: string | undefined;
}

export interface Typed {
  text: string;
  /** Null while nothing is typed that is not written yet. */
  typed: string | null;
  change: (text: string) => void;
  commit: (text: string) => Promise<boolean>;
  cancel: () => void;
}

export function useTyped({ kind, value, onSet, onError }: FieldProps): Typed {
  const [typed, setTyped] = useState<string | null>(null);
  const from = useRef(value);
  const writing = useRef<string | null>(null);
  const cancel = () => {
    setTyped(null);
    onError(null);
  };
  return {
    text: typed ?? asText(value),
    typed,
    cancel,
    change: (text) => {
      if (typed === null) from.current = value;
      setTyped(text);
      onError(null);
    },
    commit: async (text) => {
      if (typed === null && text === asText(value)) return true;
      if (writing.current === text) return true;
      const reading = read(kind, text);
      if ("error" in reading) {
        onError(reading.error);
        return false;
      }
      if (same(reading.value, from.current === "" ? null : from.current)) {
        cancel();
        return true;
      }
      writing.current = text;
      const written = await onSet(reading.value, from.current);
      writing.current = null;
      if (written) setTyped((now) => (now === text ? null : now));
      return written;
    },
  };
}
