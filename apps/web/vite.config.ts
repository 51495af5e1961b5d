/** Builds the workspace's UI into the engine, which serves it; in development `/api` and `/ws` go to an engine. */
import tailwindcss from "@tailwindcss/vite";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";

const engine = process.env.CLAUDEPROJECTS_ENGINE ?? "http://127.0.0.1:8420";

export default defineConfig({
  plugins: [react(), tailwindcss()],
  build: {
    outDir: "../../packages/engine/src/claudeprojects/engine/ui",
    emptyOutDir: true,
    target: "es2023",
    // The engine's Content-Security-Policy allows no data: fonts or scripts.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 800,
  },
  worker: { format: "es" },
  server: {
    proxy: {
      // The engine answers requests of its own pages only, so these come as one of them.
      "/api": { target: engine, changeOrigin: true, headers: { origin: engine } },
      "/ws": { target: engine, ws: true, changeOrigin: true, rewriteWsOrigin: true },
    },
  },
  test: { environment: "jsdom", isolate: false, include: ["tests/**/*.test.{ts,tsx}"], restoreMocks: true },
});
