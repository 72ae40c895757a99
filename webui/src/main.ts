import { createApp } from "vue";
import "./style/tokens.css";
import "./style/base.css";
import "./style/prose.css";
import App from "./App.vue";

createApp(App).mount("#app");
