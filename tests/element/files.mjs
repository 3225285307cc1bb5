/**
 * Encrypted attachments as clients have them: AES-CTR and SHA-256 of the platform's own cryptography.
 */
import { webcrypto } from "node:crypto";

const { subtle } = webcrypto;
const COUNTER_BITS = 64;

export async function seal(bytes) {
    const iv = new Uint8Array(16);
    webcrypto.getRandomValues(iv.subarray(0, 8));
    const key = await subtle.generateKey({ name: "AES-CTR", length: 256 }, true, ["encrypt", "decrypt"]);
    const sealed = await subtle.encrypt({ name: "AES-CTR", counter: iv, length: COUNTER_BITS }, key, bytes);
    const file = {
        v: "v2",
        key: await subtle.exportKey("jwk", key),
        iv: unpadded(iv),
        hashes: { sha256: unpadded(new Uint8Array(await subtle.digest("SHA-256", sealed))) },
    };
    return { sealed, file };
}

export async function open(sealed, file) {
    const digest = unpadded(new Uint8Array(await subtle.digest("SHA-256", sealed)));
    if (file.v !== "v2" || digest !== file.hashes.sha256) throw new Error("another file than was sent");
    const key = await subtle.importKey("jwk", file.key, { name: "AES-CTR" }, false, ["encrypt", "decrypt"]);
    const counter = new Uint8Array(Buffer.from(file.iv, "base64"));
    return subtle.decrypt({ name: "AES-CTR", counter, length: COUNTER_BITS }, key, sealed);
}

function unpadded(bytes) {
    return Buffer.from(bytes).toString("base64").replace(/=+$/, "");
}
