-- Which language a person wants to be answered in, as they said with `!language`.
CREATE TABLE person_language (
    person TEXT NOT NULL PRIMARY KEY,
    language TEXT NOT NULL CHECK (language IN ('en', 'es', 'fr'))
) STRICT;
