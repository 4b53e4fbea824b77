-- Format 7: words are found without reading all flags.
--
-- For each flag that is not deleted there is what words are looked for in, by its runs of three
-- characters. It follows behind all else: until then the flags stand in `unworded`. The records
-- stay the truth: what is found here is read before it is listed.

-- Flags of which `words` does not know how they are now.
CREATE TABLE unworded (flag BLOB PRIMARY KEY) STRICT, WITHOUT ROWID;
-- By which number a flag stands in `words`, and a mark of what was taken in, so that a change of
-- anything else costs nothing.
CREATE TABLE worded (
    number INTEGER PRIMARY KEY, flag BLOB NOT NULL UNIQUE, mark INTEGER NOT NULL
) STRICT;
CREATE VIRTUAL TABLE words USING fts5 (
    text, content = '', contentless_delete = 1, detail = none,
    tokenize = 'trigram case_sensitive 1'
);
-- The headline and the path of an article are those of its flags.
CREATE TRIGGER articles_changed AFTER UPDATE OF keys ON articles BEGIN
    -- Whether a conflict may be ignored is for the statement to say that a trigger belongs to.
    INSERT INTO unworded SELECT unhex(id, '-') AS flag FROM flags
    WHERE article = NEW.id AND deleted = 0 AND flag IS NOT NULL
        AND flag NOT IN (SELECT flag FROM unworded);
END;
INSERT INTO unworded SELECT flag FROM sorted;
