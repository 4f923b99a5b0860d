// Reads lines [rule, data] as JSON from standard input; writes what json-logic-js says of each, one line each.
import { createInterface } from "node:readline";
import jsonLogic from "json-logic-js";

for await (const line of createInterface({ input: process.stdin })) {
  const [rule, data] = JSON.parse(line);
  let said;
  try {
    said = jsonLogic.apply(rule, data);
  } catch {
    said = undefined;
  }
  process.stdout.write(`${JSON.stringify(said === undefined || Number.isNaN(said) ? null : said)}\n`);
}
