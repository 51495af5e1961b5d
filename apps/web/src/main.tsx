/** Starts the app. */
import "@claudeprojects/ui/styles.css";
import "./app.css";

import { applyTheme, storedTheme, UiProvider } from "@claudeprojects/ui";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { Provider } from "react-redux";
import { RouterProvider } from "react-router/dom";

import { router } from "./app/router";
import { store } from "./app/store";

applyTheme(storedTheme());
if (store.getState().layout.font === "serif") document.documentElement.dataset.reading = "serif";

const root = document.getElementById("root");
if (!root) throw new Error("index.html has no #root");
createRoot(root).render(
  <StrictMode>
    <Provider store={store}>
      <UiProvider>
        <RouterProvider router={router} />
      </UiProvider>
    </Provider>
  </StrictMode>,
);
