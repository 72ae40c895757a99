import vue from "@vitejs/plugin-vue";
import { fileURLToPath } from "node:url";
import { defineConfig } from "vite";
import { viteSingleFile } from "vite-plugin-singlefile";

const SERVER = process.env.PYLLAMA_URL ?? "http://127.0.0.1:8080";
const ENDPOINTS = ["/v1", "/props", "/health", "/slots", "/metrics", "/completion", "/tokenize"];

export default defineConfig({
  base: "./",
  plugins: [vue(), viteSingleFile()],
  resolve: { alias: { "@": fileURLToPath(new URL("./src", import.meta.url)) } },
  define: { __VUE_OPTIONS_API__: "false", __VUE_PROD_DEVTOOLS__: "false" },
  build: {
    target: "es2022",
    outDir: "../public",
    emptyOutDir: false,
    // The page itself says what it is made of; a preload helper would only add a script.
    modulePreload: false,
    reportCompressedSize: true,
  },
  server: { proxy: Object.fromEntries(ENDPOINTS.map((path) => [path, SERVER])) },
});
