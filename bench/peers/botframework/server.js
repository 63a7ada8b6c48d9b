// A bot of Microsoft's Bot Framework that asks a date, reads it back and asks again when it is refused; its state is in Redis.
import { CloudAdapter, ConfigurationBotFrameworkAuthentication, ConversationState } from "botbuilder";
import {
  ComponentDialog, ConfirmPrompt, DateTimePrompt, DialogSet, DialogTurnStatus, ListStyle, WaterfallDialog,
} from "botbuilder-dialogs";
import express from "express";
import { createClient } from "redis";

const SECONDS_KEPT = 1800;

// The SDK's storage with one key of Redis for each conversation; the last one to write wins, as in its own for Azure's blobs.
class RedisStorage {
  constructor(client) {
    this.client = client;
  }

  async read(keys) {
    const found = await this.client.mGet(keys);
    const kept = keys.map((key, place) => [key, found[place]]).filter(([, text]) => text !== null);
    return Object.fromEntries(kept.map(([key, text]) => [key, JSON.parse(text)]));
  }

  async write(changes) {
    const kept = Object.entries(changes).map(([key, value]) => this.client.set(key, JSON.stringify(value), { EX: SECONDS_KEPT }));
    await Promise.all(kept);
  }

  async delete(keys) {
    await this.client.del(keys);
  }
}

class DateDialog extends ComponentDialog {
  constructor() {
    super("date");
    const confirm = new ConfirmPrompt("confirm");
    confirm.style = ListStyle.none;
    this.addDialog(new DateTimePrompt("when"));
    this.addDialog(confirm);
    this.addDialog(new WaterfallDialog("steps", [this.ask, this.readBack, this.finish].map((step) => step.bind(this))));
    this.initialDialogId = "steps";
  }

  async ask(step) {
    const prompt = step.options.refused ? "Which date is it then?" : "Which date would you like?";
    return step.prompt("when", { prompt, retryPrompt: "Sorry, which date?" });
  }

  async readBack(step) {
    // A weekday without a date has two values, the last and the next one: a person who arranges something means the next.
    step.values.date = step.result.at(-1).value;
    const said = new Date(step.values.date).toLocaleDateString("en-GB", { dateStyle: "full", timeZone: "UTC" });
    return step.prompt("confirm", { prompt: `You said ${said}. Is that right?`, retryPrompt: "Sorry, is that right?" });
  }

  async finish(step) {
    if (!step.result) {
      return step.replaceDialog(this.initialDialogId, { refused: true });
    }
    await step.context.sendActivity(`Thank you, ${step.values.date} is noted.`);
    return step.endDialog(step.values.date);
  }
}

const client = await createClient({ url: process.env.OMNIA_REDIS_URL }).connect();
const state = new ConversationState(new RedisStorage(client));
const dialogs = new DialogSet(state.createProperty("dialog")).add(new DateDialog());
const adapter = new CloudAdapter(new ConfigurationBotFrameworkAuthentication({}));

async function turn(context) {
  const held = await dialogs.createContext(context);
  const { status } = await held.continueDialog();
  if (status === DialogTurnStatus.empty) {
    await held.beginDialog("date");
  }
  await state.saveChanges(context);
}

const app = express();
app.get("/livez", (_request, response) => response.end());
app.post("/api/messages", express.json(), (request, response) => adapter.process(request, response, turn));
app.listen(Number(process.env.BENCH_PORT), "127.0.0.1");
