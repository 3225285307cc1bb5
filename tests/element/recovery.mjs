/**
 * Secret storage and key backup of one rep, as Element's "Set up recovery" and "Enter recovery key" use them.
 */
import { decodeRecoveryKey } from "matrix-js-sdk/lib/crypto-api/index.js";

export class Recovery {
    #key = null;

    /** For createClient: the key that was made or typed last opens whatever is asked for. */
    callbacks = {
        getSecretStorageKey: async ({ keys }) => (this.#key === null ? null : [Object.keys(keys)[0], this.#key]),
        cacheSecretStorageKey: (_id, _info, key) => {
            this.#key = key;
        },
    };

    /** One step: "setUp" gives a recovery key, "unlock" takes one and says what it opened. */
    async obey(client, { step, key }) {
        return step === "setUp" ? this.#setUp(client.getCrypto()) : this.#unlock(client.getCrypto(), key, client.getUserId());
    }

    async #setUp(crypto) {
        const made = await crypto.createRecoveryKeyFromPassphrase();
        await crypto.bootstrapSecretStorage({ createSecretStorageKey: async () => made, setupNewKeyBackup: true });
        return made.encodedPrivateKey;
    }

    async #unlock(crypto, key, user) {
        this.#key = decodeRecoveryKey(key);
        await crypto.userHasCrossSigningKeys(user, true); // what is opened is compared with it
        await crypto.bootstrapCrossSigning({});
        await crypto.loadSessionBackupPrivateKeyFromSecretStorage();
        const { trustInfo } = await crypto.checkKeyBackupAndEnable();
        const { imported, total } = await crypto.restoreKeyBackup();
        return {
            imported,
            total,
            backup_trusted: trustInfo.trusted,
            backup_key_fits: trustInfo.matchesDecryptionKey,
            cross_signing_ready: await crypto.isCrossSigningReady(),
            secret_storage_ready: await crypto.isSecretStorageReady(),
        };
    }
}
