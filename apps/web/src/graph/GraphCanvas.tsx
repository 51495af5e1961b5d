/** The drawing in React's hands: it makes the scene, feeds it and takes it down. */
import { IconButton, useTheme } from "@claudeprojects/ui";
import { CircleStop, Maximize, Minus, Plus } from "lucide-react";
import { useEffect, useRef, useState } from "react";

import { plural } from "../lib/format";
import { GraphScene } from "./GraphScene";
import type { Model } from "./model";
import type { Colouring, Hues } from "./nodeColour";

export interface GraphCanvasProps {
  model: Model;
  by: Colouring;
  hues: Hues;
  focus: string | null;
  onOpen: (id: string, aside: boolean) => void;
}

export function GraphCanvas({ model, by, hues, focus, onOpen }: GraphCanvasProps) {
  const host = useRef<HTMLDivElement>(null);
  const scene = useRef<GraphScene | null>(null);
  const [settled, setSettled] = useState(true);
  const { resolved } = useTheme();

  useEffect(() => {
    if (!host.current) return;
    const made = new GraphScene(host.current, { onOpen: () => undefined, onSettled: () => undefined });
    scene.current = made;
    return () => {
      scene.current = null;
      made.destroy();
    };
  }, []);
  useEffect(() => {
    if (scene.current) scene.current.events = { onOpen, onSettled: setSettled };
  }, [onOpen]);
  useEffect(() => scene.current?.show(model, by, hues), [model, by, hues]);
  useEffect(() => {
    // The tokens have their new values once the page has been styled anew.
    const frame = requestAnimationFrame(() => scene.current?.recolour());
    return () => cancelAnimationFrame(frame);
  }, [resolved]);
  useEffect(() => {
    if (focus !== null) scene.current?.focus(focus);
  }, [focus]);

  return (
    <div className="relative size-full">
      <div
        ref={host}
        role="img"
        aria-label={`Graph of ${plural(model.nodes.length, "node")} and ${plural(model.edges.length, "link")}. The list beside it holds the same.`}
        className="size-full bg-ground"
      />
      <div className="absolute right-3 bottom-3 flex flex-col rounded-control border border-hairline bg-raised p-0.5">
        {!settled && (
          <IconButton
            icon={CircleStop}
            label="Stop arranging"
            side="left"
            onClick={() => scene.current?.stop()}
          />
        )}
        <IconButton icon={Plus} label="Larger" side="left" onClick={() => scene.current?.zoom(0.7)} />
        <IconButton icon={Minus} label="Smaller" side="left" onClick={() => scene.current?.zoom(1.4)} />
        <IconButton icon={Maximize} label="Show all" side="left" onClick={() => scene.current?.showAll()} />
      </div>
      {!settled && (
        <p
          role="status"
          data-numeric
          className="absolute bottom-3 left-3 rounded-control bg-raised px-2 py-1 text-2 text-muted"
        >
          {`Arranging ${plural(model.nodes.length, "node")}`}
        </p>
      )}
    </div>
  );
}
