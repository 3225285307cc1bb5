-- Surveys of the network. `content` is JSON: the series, the title and the questions in every language, no answers.
-- Moments are Unix seconds, UTC.
CREATE TABLE survey (
    number INTEGER NOT NULL PRIMARY KEY CHECK (number > 0),
    series TEXT NOT NULL CHECK (series <> ''),
    content TEXT NOT NULL CHECK (content <> ''),
    opened_at INTEGER NOT NULL CHECK (opened_at > 0),
    closes_at INTEGER NOT NULL CHECK (closes_at > opened_at),
    -- 0 while it is open.
    closed_at INTEGER NOT NULL DEFAULT 0 CHECK (closed_at >= 0),
    -- The message that launched it: the same one again launches nothing.
    event_id TEXT NOT NULL UNIQUE CHECK (event_id <> '')
) STRICT;

-- What somebody answered, as JSON. All rows of a survey go in the transaction that closes it.
CREATE TABLE survey_reply (
    survey INTEGER NOT NULL REFERENCES survey (number),
    user_id TEXT NOT NULL CHECK (user_id <> ''),
    answers TEXT NOT NULL CHECK (answers <> ''),
    event_id TEXT NOT NULL CHECK (event_id <> ''),
    PRIMARY KEY (survey, user_id)
) STRICT;

-- What a closed survey shows of each question, as JSON: only what may be shown, no small cells.
CREATE TABLE survey_result (
    survey INTEGER NOT NULL REFERENCES survey (number),
    question INTEGER NOT NULL CHECK (question >= 0),
    shown TEXT NOT NULL CHECK (shown <> ''),
    PRIMARY KEY (survey, question)
) STRICT;

-- What the bot is asking somebody in their direct chat, as JSON that nobody else sees: a survey or a date for the
-- calendar that is being made, or answers that are not handed in. Rows go 7 days after the last answer, and answers when
-- the survey closes.
CREATE TABLE talk (
    user_id TEXT NOT NULL CHECK (user_id <> ''),
    kind TEXT NOT NULL CHECK (kind IN ('making', 'answering', 'dating')),
    -- Which survey is answered; 0 for anything else.
    survey INTEGER NOT NULL CHECK (survey >= 0),
    state TEXT NOT NULL CHECK (state <> ''),
    event_id TEXT NOT NULL CHECK (event_id <> ''),
    touched_at INTEGER NOT NULL CHECK (touched_at > 0),
    PRIMARY KEY (user_id, kind)
) STRICT;

-- Dates that coordinators added to the calendar. `day` is as precise as it is known: 2027-03-15, 2027-03, 2027-Q1, 2027.
-- `what` is JSON: a sentence in every language. Gone with `!deadline remove`, and a year after the day.
CREATE TABLE deadline (
    number INTEGER NOT NULL PRIMARY KEY CHECK (number > 0),
    day TEXT NOT NULL CHECK (day <> ''),
    confidence TEXT NOT NULL CHECK (confidence IN ('high', 'medium', 'low')),
    source TEXT NOT NULL CHECK (source <> ''),
    what TEXT NOT NULL CHECK (what <> ''),
    added_at INTEGER NOT NULL CHECK (added_at > 0),
    -- The message that added it: the same one again adds nothing.
    event_id TEXT NOT NULL UNIQUE CHECK (event_id <> '')
) STRICT;

-- Notices that are posted once into a room (a survey opens, a date comes near). A row is written before anything is
-- sent, and goes after 60 days.
CREATE TABLE posting (
    room_id TEXT NOT NULL CHECK (room_id <> ''),
    key TEXT NOT NULL CHECK (key <> ''),
    state TEXT NOT NULL CHECK (state IN ('claimed', 'sent')),
    claimed_at INTEGER NOT NULL CHECK (claimed_at > 0),
    login_id TEXT NOT NULL,
    PRIMARY KEY (room_id, key)
) STRICT;
