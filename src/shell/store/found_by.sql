-- Format 5: what flags are filtered, ordered and grouped by.
--
-- The record is the truth. These columns are made of it by SQLite itself, so that they cannot say
-- anything else; of a damaged record they say nothing.

ALTER TABLE articles ADD COLUMN published TEXT AS (
    CASE WHEN json_valid(keys) THEN coalesce(keys ->> '$.published', '') END
) VIRTUAL;
ALTER TABLE articles ADD COLUMN headline TEXT AS (
    CASE WHEN json_valid(keys) THEN keys ->> '$.headline' END
) VIRTUAL;
CREATE INDEX articles_by_date ON articles (published DESC, headline, id);

ALTER TABLE flags ADD COLUMN status TEXT AS (
    CASE WHEN json_valid(record) THEN record ->> '$.status' END
) VIRTUAL;
ALTER TABLE flags ADD COLUMN priority TEXT AS (
    CASE WHEN json_valid(record) THEN coalesce(record ->> '$.priority', 'normal') END
) VIRTUAL;
ALTER TABLE flags ADD COLUMN speaker TEXT AS (
    CASE WHEN json_valid(record) THEN coalesce(record ->> '$.speaker', '') END
) VIRTUAL;
-- What is never due comes behind all days.
ALTER TABLE flags ADD COLUMN due TEXT AS (
    CASE WHEN json_valid(record) THEN coalesce(record ->> '$.due', '~') END
) VIRTUAL;
-- Without its last letter a time of whole seconds comes before one with a fraction, as it should.
ALTER TABLE flags ADD COLUMN created TEXT AS (
    CASE WHEN json_valid(record) THEN rtrim(record ->> '$.created', 'Z') END
) VIRTUAL;
ALTER TABLE flags ADD COLUMN start INTEGER AS (
    CASE WHEN json_valid(record) THEN record ->> '$.selector.start' END
) VIRTUAL;
CREATE INDEX flags_by_created ON flags (created, id) WHERE deleted = 0;
CREATE INDEX flags_by_status ON flags (status, created, id) WHERE deleted = 0;
CREATE INDEX flags_by_priority ON flags (priority, created, id) WHERE deleted = 0;
CREATE INDEX flags_by_speaker ON flags (speaker, created, id) WHERE deleted = 0;
CREATE INDEX flags_by_due ON flags (due, created DESC, id DESC) WHERE deleted = 0;
CREATE INDEX flags_in_text ON flags (article, start, id) WHERE deleted = 0;

-- A row for each tag of each flag that is not deleted; a flag without tags has the tag ''.
CREATE TABLE flag_tags (
    tag TEXT NOT NULL, created TEXT NOT NULL, flag TEXT NOT NULL,
    PRIMARY KEY (tag, created, flag)
) STRICT, WITHOUT ROWID;
CREATE INDEX flag_tags_by_flag ON flag_tags (flag);
CREATE VIEW tags_of_flags (tag, created, flag) AS
    SELECT DISTINCT coalesce(t.value, ''), f.created, f.id
    FROM flags f LEFT JOIN json_each(f.record, '$.tags') t
    WHERE f.deleted = 0 AND f.created IS NOT NULL;
INSERT INTO flag_tags SELECT * FROM tags_of_flags;
CREATE TRIGGER flags_made AFTER INSERT ON flags BEGIN
    INSERT INTO flag_tags SELECT * FROM tags_of_flags WHERE flag = NEW.id;
END;
CREATE TRIGGER flags_changed AFTER UPDATE ON flags BEGIN
    DELETE FROM flag_tags WHERE flag = OLD.id;
    INSERT INTO flag_tags SELECT * FROM tags_of_flags WHERE flag = NEW.id;
END;
