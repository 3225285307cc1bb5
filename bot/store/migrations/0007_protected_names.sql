-- Names that coordinators protect, as keyed hashes of their spellings; the key is the secret 'protected_names'.
-- `owner` tells whose form it is, hashed together with the form, so that rows of one name cannot be told from others'.
-- No moment, no coordinator, no order: nothing here can be listed or counted per person.
CREATE TABLE protected_form (
    form BLOB NOT NULL CHECK (length(form) = 16),
    owner BLOB NOT NULL CHECK (length(owner) = 16),
    PRIMARY KEY (form, owner)
) STRICT, WITHOUT ROWID;
