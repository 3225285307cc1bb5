/**
 * Emoji verifications of one rep, as Element's dialogs would drive them; every step is called from outside.
 */
import { CryptoEvent } from "matrix-js-sdk/lib/crypto-api/index.js";
import { VerificationPhase, VerificationRequestEvent, VerifierEvent } from "matrix-js-sdk/lib/crypto-api/verification.js";

const STEP_MS = 20_000;
const SAS = "m.sas.v1";

export class Verifications {
    #client;
    #request = null;
    #received = Promise.withResolvers();

    constructor(client) {
        this.#client = client;
        client.on(CryptoEvent.VerificationRequestReceived, (request) => {
            this.#request = request;
            this.#received.resolve();
        });
    }

    /** `step`: one of the methods below. */
    async obey({ step, ...args }) {
        if (!["request", "accept", "emoji", "confirm", "mismatch", "cancel", "outcome"].includes(step)) {
            throw new Error(`no step ${step}`);
        }
        return this[step](args);
    }

    /** Ask: in `room`, else the one `device`. */
    async request({ user, room, device }) {
        const crypto = this.#client.getCrypto();
        await crypto.getUserDeviceInfo([user], true);
        this.#request = room
            ? await crypto.requestVerificationDM(user, room)
            : await crypto.requestDeviceVerification(user, device);
        return { transaction: this.#request.transactionId ?? null };
    }

    /** Wait for a request of somebody else and accept it. */
    async accept() {
        await within(this.#received.promise, "no request came");
        await this.#request.accept();
        return { user: this.#request.otherUserId, room: this.#request.roomId ?? null };
    }

    /** Wait for the emoji; `start` when it is this side that starts. Gives [picture, name] seven times. */
    async emoji({ start = false }) {
        await this.#until((request) => request.phase >= VerificationPhase.Ready);
        if (this.#request.phase === VerificationPhase.Cancelled) throw new Error(this.#request.cancellationCode);
        const verifier = start
            ? await this.#request.startVerification(SAS)
            : await this.#until((request) => request.verifier);
        verifier.verify().catch(() => {}); // its end shows in the phase of the request
        const shown = Promise.withResolvers();
        verifier.on(VerifierEvent.ShowSas, shown.resolve);
        const now = verifier.getShowSasCallbacks();
        if (now !== null) shown.resolve(now);
        this.callbacks = await within(shown.promise, "no emoji came");
        return this.callbacks.sas.emoji;
    }

    async confirm() {
        // Not awaited: it ends only when the other side has confirmed as well.
        this.callbacks.confirm().catch(() => {});
    }

    async mismatch() {
        this.callbacks.mismatch();
    }

    async cancel() {
        await this.#request.cancel();
    }

    /** Wait for the end: `done`, or the code of the cancellation. */
    async outcome() {
        await this.#until(({ phase }) => phase === VerificationPhase.Done || phase === VerificationPhase.Cancelled);
        return this.#request.phase === VerificationPhase.Done ? "done" : this.#request.cancellationCode;
    }

    async #until(condition) {
        const met = Promise.withResolvers();
        const look = () => {
            const value = condition(this.#request);
            if (value) met.resolve(value);
        };
        this.#request.on(VerificationRequestEvent.Change, look);
        look();
        try {
            return await within(met.promise, `phase stays ${this.#request.phase}`);
        } finally {
            this.#request.off(VerificationRequestEvent.Change, look);
        }
    }
}

async function within(promise, otherwise) {
    let timer;
    const late = new Promise((_, reject) => {
        timer = setTimeout(() => reject(Object.assign(new Error(otherwise), { name: "TimeoutError" })), STEP_MS);
    });
    try {
        return await Promise.race([promise, late]);
    } finally {
        clearTimeout(timer);
    }
}
