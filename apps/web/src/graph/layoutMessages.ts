/** What the page and the layout's worker say to each other. */

export type ToLayout =
  | {
      type: "start";
      /** Answers carry it; those of an earlier start are passed over. */
      id: number;
      /** x and y of every node, one after the other. */
      places: Float32Array;
      sizes: Float32Array;
      /** Indices of source and target, one after the other. */
      links: Uint32Array;
      iterations: number;
    }
  | { type: "stop" };

export interface FromLayout {
  type: "places";
  id: number;
  places: Float32Array<ArrayBuffer>;
  done: boolean;
}
