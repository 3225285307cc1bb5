/**
 * An event as a person sees it on Element, and questions about it.
 */
import { EventShieldColour, EventShieldReason } from "matrix-js-sdk/lib/crypto-api/index.js";

export async function describe(client, event) {
    await client.decryptEventIfNeeded(event);
    const shield = event.isEncrypted() ? await client.getCrypto().getEncryptionInfoForEvent(event) : null;
    return {
        event_id: event.getId(),
        room_id: event.getRoomId(),
        sender: event.getSender(),
        type: event.getType(),
        sent_at_ms: event.getTs(),
        // After an edit: the new content.
        content: event.getContent(),
        original_content: event.getOriginalContent(),
        wire_content: event.getWireContent(),
        encrypted: event.isEncrypted(),
        failure: event.isDecryptionFailure() ? event.decryptionFailureReason : null,
        shield: shield && {
            colour: EventShieldColour[shield.shieldColour],
            reason: shield.shieldReason === null ? null : EventShieldReason[shield.shieldReason],
        },
        redacted: event.isRedacted(),
        replaced_by: event.replacingEventId() ?? null,
    };
}

const CONDITIONS = {
    event: (seen, id) => seen.event_id === id,
    type: (seen, type) => seen.type === type,
    sender: (seen, user) => seen.sender === user,
    /** a part of the body */
    body: (seen, part) => typeof seen.content.body === "string" && seen.content.body.includes(part),
    /** a key of the content */
    has: (seen, key) => key in seen.content,
    /** [key of the content, event id named there] */
    mark: (seen, [key, id]) => seen.content[key]?.event_id === id,
    /** a copy with or without its translation */
    final: (seen, final) => seen.content["org.trinational.copy"]?.final === final,
    replaced: (seen, replaced) => (seen.replaced_by !== null) === replaced,
    redacted: (seen, redacted) => seen.redacted === redacted,
    failed: (seen, failed) => (seen.failure !== null) === failed,
    shielded: (seen, shielded) => seen.shield !== null && (seen.shield.colour !== "NONE") === shielded,
};

/** True when every condition of `where` holds for what `describe` gave. */
export function matches(seen, where) {
    return Object.entries(where).every(([key, value]) => {
        if (!(key in CONDITIONS)) throw new Error(`no condition ${key}`);
        return CONDITIONS[key](seen, value);
    });
}
