/**
 * Hosts reps on Element's own stack and obeys one JSON line at a time.
 *
 * In:  {"id": 1, "rep": "ana", "op": "login", "args": {...}}
 * Out: {"id": 1, "result": ...}  or  {"id": 1, "error": {"name", "message", "errcode", "status"}}
 *      {"event": "ready"}        once, when requests are accepted
 *      {"event": "fault", ...}   something failed that nobody awaited
 *
 * Requests run side by side; answers come as they are ready. The process ends when its input does, so it cannot
 * outlive whoever started it. The SDK's own log goes to standard error with --verbose and nowhere without.
 */
import process from "node:process";
import { createInterface } from "node:readline";

import { Rep } from "./rep.mjs";

const verbose = process.argv.includes("--verbose");

function logLine(...parts) {
    if (verbose) process.stderr.write(`${parts.map(String).join(" ")}\n`);
}

const quiet = { trace: logLine, debug: logLine, info: logLine, log: logLine, warn: logLine, error: logLine };
quiet.getChild = () => quiet;
Object.assign(console, quiet);

function answer(line) {
    process.stdout.write(`${JSON.stringify(line)}\n`);
}

function describeError(error) {
    return {
        name: error?.name ?? "Error",
        message: error?.message ?? String(error),
        errcode: error?.errcode ?? null,
        status: error?.httpStatus ?? null,
    };
}

const reps = new Map();

async function obey({ rep: name, op, args = {} }) {
    if (op === "memory") return process.memoryUsage();
    if (op === "start") {
        if (reps.has(name)) throw new Error(`rep ${name} exists`);
        const rep = new Rep(quiet);
        reps.set(name, rep);
        return rep.start(args);
    }
    const rep = reps.get(name);
    if (rep === undefined) throw new Error(`no rep ${name}`);
    if (op === "stop") {
        reps.delete(name);
        return rep.stop();
    }
    if (!Rep.operations.has(op)) throw new Error(`no operation ${op}`);
    return rep[op](args);
}

process.on("unhandledRejection", (error) => answer({ event: "fault", error: describeError(error) }));

const input = createInterface({ input: process.stdin });
input.on("line", async (line) => {
    const request = JSON.parse(line);
    try {
        answer({ id: request.id, result: (await obey(request)) ?? null });
    } catch (error) {
        answer({ id: request.id, error: describeError(error) });
    }
});
input.on("close", () => process.exit(0));
answer({ event: "ready" });
