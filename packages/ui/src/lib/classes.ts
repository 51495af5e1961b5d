/** Joins class names, leaving out the false ones. */
export { clsx as classes } from "clsx";
