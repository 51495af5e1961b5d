/** The addresses of the app. Screens that few visits need are loaded when they are first opened. */
import { createBrowserRouter } from "react-router";

import { Frame } from "../frame/Frame";
import { HomePage } from "../home/HomePage";
import { CrashPage } from "./CrashPage";
import { NotFoundPage } from "./NotFoundPage";

export const router = createBrowserRouter([
  {
    element: <Frame />,
    hydrateFallbackElement: <></>,
    errorElement: <CrashPage />,
    children: [
      {
        errorElement: <CrashPage inside />,
        children: [
          { index: true, element: <HomePage /> },
          { path: "note/*", lazy: async () => ({ Component: (await import("../note/NotePage")).NotePage }) },
          {
            path: "search",
            lazy: async () => ({ Component: (await import("../search/SearchPage")).SearchPage }),
          },
          {
            path: "graph",
            lazy: async () => ({ Component: (await import("../graph/GraphPage")).GraphPage }),
          },
          { path: "ask/*", lazy: async () => ({ Component: (await import("../chat/ChatPage")).ChatPage }) },
          {
            path: "projects",
            lazy: async () => ({ Component: (await import("../projects/ProjectsPage")).ProjectsPage }),
          },
          {
            path: "projects/*",
            lazy: async () => ({ Component: (await import("../projects/ProjectPage")).ProjectPage }),
          },
          {
            path: "tasks",
            lazy: async () => ({ Component: (await import("../tasks/TasksPage")).TasksPage }),
          },
          {
            path: "inbox",
            lazy: async () => ({ Component: (await import("../approvals/InboxPage")).InboxPage }),
          },
          {
            path: "agents/runs/:id",
            lazy: async () => ({ Component: (await import("../runs/RunPage")).RunPage }),
          },
          {
            path: "agents",
            lazy: async () => ({ Component: (await import("../agents/AgentsLayout")).AgentsLayout }),
            children: [
              { index: true, lazy: async () => ({ Component: (await import("../runs/RunsPage")).RunsPage }) },
              {
                path: "library",
                lazy: async () => ({ Component: (await import("../agents/LibraryPage")).LibraryPage }),
              },
              {
                path: "library/:name",
                lazy: async () => ({ Component: (await import("../agents/AgentPage")).AgentPage }),
              },
              {
                path: "panels/:plugin/:id",
                lazy: async () => ({ Component: (await import("../agents/PanelPage")).PanelPage }),
              },
              {
                path: "models",
                lazy: async () => ({ Component: (await import("../models/ModelsPage")).ModelsPage }),
              },
              {
                path: "servers",
                lazy: async () => ({ Component: (await import("../servers/ServersPage")).ServersPage }),
              },
              {
                path: "permissions",
                lazy: async () => ({
                  Component: (await import("../permissions/PermissionsPage")).PermissionsPage,
                }),
              },
              {
                path: "privacy",
                lazy: async () => ({ Component: (await import("../privacy/PrivacyPage")).PrivacyPage }),
              },
            ],
          },
          {
            path: "methodologies",
            lazy: async () => ({
              Component: (await import("../methodologies/LibraryPage")).LibraryPage,
            }),
          },
          {
            path: "methodologies/:name",
            lazy: async () => ({
              Component: (await import("../methodologies/MethodologyPage")).MethodologyPage,
            }),
          },
          {
            path: "import",
            lazy: async () => ({ Component: (await import("../exchange/ImportPage")).ImportPage }),
          },
          {
            path: "index",
            lazy: async () => ({ Component: (await import("../index/IndexPage")).IndexPage }),
          },
          {
            path: "settings",
            lazy: async () => ({ Component: (await import("../settings/SettingsPage")).SettingsPage }),
          },
          {
            path: "settings/keys",
            lazy: async () => ({ Component: (await import("../settings/KeysPage")).KeysPage }),
          },
          {
            path: "history",
            lazy: async () => ({ Component: (await import("../history/HistoryPage")).HistoryPage }),
          },
          {
            path: "trash",
            lazy: async () => ({ Component: (await import("../history/TrashPage")).TrashPage }),
          },
          { path: "*", element: <NotFoundPage /> },
        ],
      },
    ],
  },
]);
