-- What people asked for about a copy: better words (`!fix`), or the original beside the translation. Ids only: the words
-- stand in the room, in the event that has them.
CREATE TABLE copy_wish (
    -- The command, or the reaction.
    event_id TEXT NOT NULL PRIMARY KEY,
    kind TEXT NOT NULL CHECK (kind IN ('fix', 'original')),
    room_id TEXT NOT NULL,
    source_room_id TEXT NOT NULL,
    source_event_id TEXT NOT NULL,
    -- The version of the message that was shown.
    revision_event_id TEXT NOT NULL,
    copy_event_id TEXT NOT NULL,
    -- The `!fix` whose words are shown: of a fix itself; '' where an engine's words are.
    fix_event_id TEXT NOT NULL,
    -- Who corrected; '' for 'original'.
    person TEXT NOT NULL,
    approved INTEGER NOT NULL DEFAULT 0 CHECK (approved IN (0, 1)),
    wished_at INTEGER NOT NULL CHECK (wished_at > 0)
) STRICT;
CREATE INDEX copy_wish_source ON copy_wish (source_event_id);
CREATE INDEX copy_wish_copy ON copy_wish (copy_event_id);

-- Who was asked in their direct chat whether they approve of a correction.
CREATE TABLE fix_question (
    person TEXT NOT NULL,
    fix_event_id TEXT NOT NULL REFERENCES copy_wish (event_id) ON DELETE CASCADE,
    question_event_id TEXT NOT NULL,
    asked_at INTEGER NOT NULL CHECK (asked_at > 0),
    PRIMARY KEY (person, fix_event_id)
) STRICT;

-- Texts, approved by people: the only table with words out of messages. They go with the message, its copy or the fix.
CREATE TABLE memory (
    number INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    channel TEXT NOT NULL,
    source_language TEXT NOT NULL,
    target_language TEXT NOT NULL CHECK (target_language <> source_language),
    -- The source as messages are compared with it.
    skeleton TEXT NOT NULL,
    source_text TEXT NOT NULL CHECK (source_text <> ''),
    target_text TEXT NOT NULL CHECK (target_text <> ''),
    -- The correction it comes from; NULL: from a file that an operator read in.
    fix_event_id TEXT REFERENCES copy_wish (event_id) ON DELETE CASCADE,
    since INTEGER NOT NULL CHECK (since > 0),
    UNIQUE (channel, source_language, target_language, source_text)
) STRICT;
CREATE INDEX memory_skeleton ON memory (channel, source_language, target_language, skeleton);
CREATE INDEX memory_fix ON memory (fix_event_id);
