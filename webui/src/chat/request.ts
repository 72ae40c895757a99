import type { ChatBody } from "@/api/chat";
import type { Settings } from "@/state/settings";
import { strings } from "@/strings";
import type { Message } from "./types";

/** Return the body of a request for the message that follows some others. Raises if a setting is wrong. */
export function chatBody(path: readonly Message[], settings: Settings, continues: boolean): ChatBody {
  const system = settings.systemPrompt.trim();
  return {
    messages: [...(system ? [{ role: "system", content: system }] : []), ...path.map(sentMessage)],
    stream: true,
    return_progress: true,
    timings_per_token: true,
    reasoning_control: true,
    ...(settings.thinking !== "auto" && { chat_template_kwargs: { enable_thinking: settings.thinking === "on" } }),
    ...(continues && { add_generation_prompt: false, continue_final_message: true }),
    ...settings.sampling,
    ...format(settings),
    ...tools(settings),
    ...(jsonSetting(settings.extra, strings.settings.extra) as object | null),
  };
}

function sentMessage(message: Message): object {
  if (message.role === "tool") {
    return { role: "tool", tool_call_id: message.toolCallId, content: message.content };
  }
  const calls = message.toolCalls?.map((call) => ({
    id: call.id,
    type: "function",
    function: { name: call.name, arguments: call.arguments },
  }));
  if (!calls?.length) return { role: message.role, content: message.content };
  // What a model thought before it called a tool is a part of what it does next.
  const thoughts = message.reasoning && { reasoning_content: message.reasoning };
  return { role: message.role, content: message.content, tool_calls: calls, ...thoughts };
}

function format({ answerFormat, schema, grammar }: Settings): object {
  if (answerFormat === "schema" && schema.trim()) {
    const value = jsonSetting(schema, strings.settings.formats.schema);
    return { response_format: { type: "json_schema", json_schema: { name: "answer", schema: value } } };
  }
  return answerFormat === "grammar" && grammar.trim() ? { grammar } : {};
}

function tools(settings: Settings): object {
  const value = jsonSetting(settings.tools, strings.settings.toolsJson);
  return Array.isArray(value) && value.length ? { tools: value } : {};
}

function jsonSetting(text: string, field: string): unknown {
  if (!text.trim()) return null;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw new SyntaxError(strings.settings.fixFirst(field));
  }
}
