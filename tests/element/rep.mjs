/**
 * One rep: a matrix-js-sdk client with Rust crypto, set up the way Element Web sets up its own.
 */
import {
    ClientEvent,
    createClient,
    EventType,
    MatrixEventEvent,
    PendingEventOrdering,
    RoomEvent,
    RoomStateEvent,
} from "matrix-js-sdk";
import {
    AllDevicesIsolationMode,
    CryptoEvent,
    OnlySignedDevicesIsolationMode,
} from "matrix-js-sdk/lib/crypto-api/index.js";

import { M_POLL_KIND_DISCLOSED } from "matrix-js-sdk/lib/@types/polls.js";
import { PollEndEvent } from "matrix-js-sdk/lib/extensible_events_v1/PollEndEvent.js";
import { PollResponseEvent } from "matrix-js-sdk/lib/extensible_events_v1/PollResponseEvent.js";
import { PollStartEvent } from "matrix-js-sdk/lib/extensible_events_v1/PollStartEvent.js";

import { Recovery } from "./recovery.mjs";
import { open, seal } from "./files.mjs";
import { describe, matches } from "./seen.mjs";
import { Verifications } from "./verification.mjs";

const INITIAL_EVENTS = 50;

/** Everything after which an answer to "has it happened yet?" may differ. */
const NEWS = [
    ClientEvent.Sync,
    ClientEvent.Room,
    RoomEvent.Timeline,
    RoomEvent.Redaction,
    RoomEvent.LocalEchoUpdated,
    RoomStateEvent.Members,
    MatrixEventEvent.Decrypted,
    MatrixEventEvent.Replaced,
    CryptoEvent.UserTrustStatusChanged,
    CryptoEvent.DevicesUpdated,
];

export class Rep {
    /** What the other side may call. */
    static operations = new Set([
        "createRoom",
        "deviceStatus",
        "invite",
        "join",
        "kick",
        "leave",
        "members",
        "poll",
        "pollEvent",
        "recovery",
        "readFile",
        "redact",
        "request",
        "rooms",
        "send",
        "sendFile",
        "timeline",
        "userStatus",
        "verification",
        "wait",
        "waitMember",
        "waitUser",
    ]);

    #client = null;
    #logger;
    #recovery = new Recovery();
    #verifications = null;
    #watchers = new Set();

    constructor(logger) {
        this.#logger = logger;
    }

    /**
     * Log in on a new device, cross-sign it and sync once.
     *
     * @param onlySigned MSC4153, Element's "exclude insecure devices"
     * @param crossSign false leaves the device unsigned, as a client without cross-signing would
     */
    async start({ homeserver, user, password, onlySigned = true, crossSign = true }) {
        const login = await createClient({ baseUrl: homeserver, logger: this.#logger }).loginRequest({
            type: "m.login.password",
            identifier: { type: "m.id.user", user },
            password,
            initial_device_display_name: "Element stack",
        });
        const client = createClient({
            baseUrl: homeserver,
            userId: login.user_id,
            deviceId: login.device_id,
            accessToken: login.access_token,
            cryptoCallbacks: this.#recovery.callbacks,
            logger: this.#logger,
        });
        this.#client = client;
        await client.initRustCrypto({ useIndexedDB: false });
        this.#verifications = new Verifications(client);
        const crypto = client.getCrypto();
        crypto.setDeviceIsolationMode(
            onlySigned ? new OnlySignedDevicesIsolationMode() : new AllDevicesIsolationMode(false),
        );
        if (crossSign) {
            await crypto.bootstrapCrossSigning({
                authUploadDeviceSigningKeys: (makeRequest) => this.#approve(makeRequest, login.user_id, password),
            });
        }
        for (const name of NEWS) client.on(name, () => this.#look());
        // Pending events detached, as in Element: the timeline then holds only what the server has.
        await client.startClient({
            initialSyncLimit: INITIAL_EVENTS,
            pendingEventOrdering: PendingEventOrdering.Detached,
        });
        await this.#until(() => client.isInitialSyncComplete());
        return { user_id: login.user_id, device_id: login.device_id, access_token: login.access_token };
    }

    /** A first upload needs no approval on newer servers (MSC3967), else the password is asked for. */
    async #approve(makeRequest, user, password) {
        try {
            return await makeRequest(null);
        } catch (error) {
            if (error?.data?.session === undefined) throw error;
            const identifier = { type: "m.id.user", user };
            return makeRequest({ type: "m.login.password", identifier, password, session: error.data.session });
        }
    }

    async stop({ logout = true } = {}) {
        if (this.#client === null) return;
        if (logout) await this.#client.logout(true);
        this.#client.stopClient();
        this.#client.removeAllListeners();
    }

    async createRoom({ name, invite = [], encrypted = true, options = {} }) {
        const encryption = {
            type: EventType.RoomEncryption,
            state_key: "",
            content: { algorithm: "m.megolm.v1.aes-sha2" },
        };
        const { room_id } = await this.#client.createRoom({
            name,
            invite,
            preset: "private_chat",
            initial_state: encrypted ? [encryption] : [],
            ...options,
        });
        const crypto = this.#client.getCrypto();
        await this.#until(
            async () =>
                this.#client.getRoom(room_id)?.getMyMembership() === "join" &&
                (await crypto.isEncryptionEnabledInRoom(room_id)) === encrypted,
        );
        return room_id;
    }

    async invite({ room, user }) {
        await this.#client.invite(room, user);
    }

    /** Waits until the room's state is known, so that the first message goes out encrypted. */
    async join({ room }) {
        await this.#client.joinRoom(room);
        await this.#until(() => this.#client.getRoom(room)?.getMyMembership() === "join");
    }

    async leave({ room }) {
        await this.#client.leave(room);
    }

    async kick({ room, user, reason }) {
        await this.#client.kick(room, user, reason);
    }

    async members({ room }) {
        const members = this.#room(room).currentState.getMembers();
        return Object.fromEntries(members.map((member) => [member.userId, member.membership ?? null]));
    }

    async rooms() {
        return Object.fromEntries(this.#client.getRooms().map((room) => [room.roomId, room.getMyMembership()]));
    }

    /** Encrypted where the room is; reactions go out in clear, as from Element. */
    async send({ room, type, content, txn }) {
        const { event_id } = await this.#client.sendEvent(room, type, content, txn);
        return event_id;
    }

    /** As Element sends one: encrypted under a key of its own, with `content` beside it. `bytes`: base64. */
    async sendFile({ room, bytes, content }) {
        const { sealed, file } = await seal(Buffer.from(bytes, "base64"));
        const { content_uri } = await this.#client.uploadContent(new Blob([sealed]), { includeFilename: false });
        return this.send({
            room,
            type: EventType.RoomMessage,
            content: { ...content, file: { ...file, url: content_uri } },
        });
    }

    /** What a `file` of a message leads to, in base64; as Element: by authenticated media, its hash checked. */
    async readFile({ file }) {
        const url = this.#client.mxcUrlToHttp(file.url, undefined, undefined, undefined, false, true, true);
        const headers = { Authorization: `Bearer ${this.#client.getAccessToken()}` };
        const answer = await fetch(url, { headers });
        if (!answer.ok) throw new Error(`the file is not to be had: ${answer.status}`);
        return Buffer.from(await open(new Uint8Array(await answer.arrayBuffer()), file)).toString("base64");
    }

    async redact({ room, event, reason }) {
        const { event_id } = await this.#client.redactEvent(room, event, undefined, reason ? { reason } : undefined);
        return event_id;
    }

    /** Any client-server request with this rep's token, past all of the SDK's own care; `path` from /_matrix on. */
    async request({ method, path, query, body }) {
        return this.#client.http.authedRequest(method, path, query, body, { prefix: "" });
    }

    /** One step of an emoji verification (see verification.mjs). */
    async verification(step) {
        return this.#verifications.obey(step);
    }

    /** Set recovery up, or recover (see recovery.mjs). */
    async recovery(step) {
        return this.#recovery.obey(this.#client, step);
    }

    /** What Element sends for a new poll, a vote or an end, written by the SDK. */
    async pollEvent({ room, kind, args }) {
        const written = {
            start: ([question, answers]) => PollStartEvent.from(question, answers, M_POLL_KIND_DISCLOSED, 1),
            response: ([answers, poll]) => PollResponseEvent.from(answers, poll),
            end: ([poll, text]) => PollEndEvent.from(poll, text),
        }[kind](args).serialize();
        return this.send({ room, type: written.type, content: written.content });
    }

    /** A poll as the SDK's own model of it has it; with `ended` waits for its end. */
    async poll({ room, event, ended = false }) {
        const model = () => this.#room(room).polls.get(event);
        if (!(await this.#until(() => model() !== undefined && (!ended || model().isEnded)))) {
            throw new TimeoutError(`no ${ended ? "ended " : ""}poll ${event} in ${room}`);
        }
        const { pollEvent, isEnded } = model();
        return {
            question: pollEvent.question.text,
            keys: pollEvent.answers.map((answer) => answer.id),
            answers: pollEvent.answers.map((answer) => answer.text),
            disclosed: M_POLL_KIND_DISCLOSED.matches(pollEvent.rawKind),
            ended: isEnded,
        };
    }

    async timeline({ room }) {
        return Promise.all(this.#events(room).map((event) => describe(this.#client, event)));
    }

    async userStatus({ user }) {
        const status = await this.#client.getCrypto().getUserVerificationStatus(user);
        return {
            known: status.known,
            needs_approval: status.needsUserApproval,
            verified: status.isCrossSigningVerified(),
            verified_before: status.wasCrossSigningVerified(),
        };
    }

    async deviceStatus({ user, device }) {
        const crypto = this.#client.getCrypto();
        await crypto.getUserDeviceInfo([user], true);
        const status = await crypto.getDeviceVerificationStatus(user, device);
        if (status === null) return null;
        return { signed_by_owner: status.signedByOwner, verified: status.crossSigningVerified };
    }

    /** The first event of the room that is as asked (see `matches`); fails with what there is after `timeout_ms`. */
    async wait({ room, where, timeout_ms }) {
        let found;
        const met = await this.#until(async () => {
            for (const event of this.#events(room)) {
                const seen = await describe(this.#client, event);
                if (matches(seen, where)) {
                    found = seen;
                    return true;
                }
            }
            return false;
        }, timeout_ms);
        if (!met) throw new TimeoutError(await this.#story(room, where));
        return found;
    }

    async waitMember({ room, user, membership, timeout_ms }) {
        const current = () => this.#client.getRoom(room)?.getMember(user)?.membership;
        if (!(await this.#until(() => current() === membership, timeout_ms))) {
            throw new TimeoutError(`${user} is ${current()}, not ${membership}, in ${room}`);
        }
    }

    /** `status`: keys of userStatus with the values to wait for. */
    async waitUser({ user, status, timeout_ms }) {
        let seen;
        const met = await this.#until(async () => {
            seen = await this.userStatus({ user });
            return Object.entries(status).every(([key, value]) => seen[key] === value);
        }, timeout_ms);
        if (!met) throw new TimeoutError(`${user} is ${JSON.stringify(seen)}, not ${JSON.stringify(status)}`);
        return seen;
    }

    #room(roomId) {
        const room = this.#client.getRoom(roomId);
        if (room === null) throw new Error(`not in room ${roomId}`);
        return room;
    }

    #events(roomId) {
        return this.#client.getRoom(roomId)?.getLiveTimeline().getEvents() ?? [];
    }

    async #story(room, where) {
        const events = await Promise.all(this.#events(room).map((event) => describe(this.#client, event)));
        const lines = events
            .filter((event) => event.type.startsWith("m.room.message") || event.encrypted)
            .map(({ event_id, sender, type, content, failure, shield }) =>
                JSON.stringify({ event_id, sender, type, content, failure, shield }),
            );
        return `nothing like ${JSON.stringify(where)} in ${room}; there is:\n${lines.join("\n")}`;
    }

    #look() {
        for (const watcher of this.#watchers) watcher();
    }

    /** Resolves to true once `condition` holds, to false after `timeoutMs`; looks again at every piece of news. */
    async #until(condition, timeoutMs = 15_000) {
        const deadline = AbortSignal.timeout(timeoutMs);
        for (;;) {
            const news = Promise.withResolvers();
            this.#watchers.add(news.resolve);
            deadline.addEventListener("abort", news.resolve, { once: true });
            try {
                if (await condition()) return true;
                if (deadline.aborted) return false;
                await news.promise;
            } finally {
                this.#watchers.delete(news.resolve);
                deadline.removeEventListener("abort", news.resolve);
            }
        }
    }
}

class TimeoutError extends Error {
    name = "TimeoutError";
}
