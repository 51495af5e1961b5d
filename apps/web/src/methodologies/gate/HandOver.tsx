/** Giving an activity that agents have to a person. */
import { useHandOverActivityMutation } from "../../api/phases";
import { problemOf } from "../../api/problem";
import { PersonDialog } from "./PersonDialog";

export interface HandOverProps {
  run: string;
  activity: { id: string; title: string };
  onClose: () => void;
}

export function HandOver({ run, activity, onClose }: HandOverProps) {
  const [send] = useHandOverActivityMutation();
  const handOver = async (person: string) => {
    const { error } = await send({ id: run, activity: activity.id, person });
    return error === undefined ? null : problemOf(error);
  };
  return (
    <PersonDialog
      title={`Hand over “${activity.title}”`}
      description="An agent at work on it is stopped; the other activities go on."
      ask="Who does it"
      confirm="Hand over"
      onSend={handOver}
      onClose={onClose}
    />
  );
}
