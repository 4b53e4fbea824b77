-- Format 6: what flags are filtered, ordered and grouped by has tables of its own.
--
-- A flag is on the disk when its record is; every index that were kept with it would have to be
-- brought there too before it is acknowledged. So a change only notes which flag it is about, and
-- these tables follow afterwards, or before they are asked. The record stays the truth: they can
-- be made anew of it at any time.

DROP TRIGGER flags_made;
DROP TRIGGER flags_changed;
DROP VIEW tags_of_flags;
DROP TABLE flag_tags;
DROP INDEX flags_by_created;
DROP INDEX flags_by_status;
DROP INDEX flags_by_priority;
DROP INDEX flags_by_speaker;
DROP INDEX flags_by_due;
DROP INDEX flags_in_text;
ALTER TABLE flags DROP COLUMN status;
ALTER TABLE flags DROP COLUMN priority;
ALTER TABLE flags DROP COLUMN speaker;
ALTER TABLE flags DROP COLUMN due;
ALTER TABLE flags DROP COLUMN created;
ALTER TABLE flags DROP COLUMN start;

-- Flags that the tables below do not know as they are now.
CREATE TABLE unsorted (flag TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;
CREATE TRIGGER flags_made AFTER INSERT ON flags BEGIN
    INSERT OR IGNORE INTO unsorted VALUES (NEW.id);
END;
CREATE TRIGGER flags_changed AFTER UPDATE ON flags BEGIN
    INSERT OR IGNORE INTO unsorted VALUES (NEW.id);
END;

-- A row for each flag that is not deleted. What is missing (speaker, due) is an empty blob, which
-- comes behind every text. Statuses and priorities are numbers, in the order in which they are
-- listed. Of a record that cannot be read there is nothing but the id, so that it is not hidden.
CREATE TABLE sorted (
    flag BLOB PRIMARY KEY, article TEXT NOT NULL, start INTEGER NOT NULL, speaker ANY NOT NULL,
    status INTEGER NOT NULL, priority INTEGER NOT NULL, due ANY NOT NULL, created TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX sorted_in_text ON sorted (article, start);
CREATE INDEX sorted_by_speaker ON sorted (speaker, priority, due, created DESC);
CREATE INDEX sorted_by_status ON sorted (status, priority, due, created DESC);
CREATE INDEX sorted_by_due ON sorted (due, priority, created DESC);
-- A row for each tag of each flag; one without tags has an empty blob for one.
CREATE TABLE flag_tags (
    tag ANY NOT NULL, priority INTEGER NOT NULL, due ANY NOT NULL, created TEXT NOT NULL,
    flag BLOB NOT NULL,
    PRIMARY KEY (tag, priority, due, created DESC, flag)
) STRICT, WITHOUT ROWID;
CREATE INDEX flag_tags_by_flag ON flag_tags (flag, tag);

CREATE VIEW legible (id, article, record) AS
    SELECT id, article, CASE WHEN json_valid(record) THEN record ELSE '{}' END
    FROM flags WHERE deleted = 0 AND unhex(id, '-') IS NOT NULL;
CREATE VIEW to_sort AS
    SELECT
        unhex(id, '-') AS flag, article, coalesce(record ->> '$.selector.start', 0) AS start,
        coalesce(record ->> '$.speaker', x'') AS speaker,
        CASE record ->> '$.status' WHEN 'waiting' THEN 1 WHEN 'done' THEN 2 ELSE 0 END AS status,
        CASE record ->> '$.priority' WHEN 'high' THEN 0 WHEN 'low' THEN 2 ELSE 1 END AS priority,
        coalesce(record ->> '$.due', x'') AS due,
        -- Without its last letter a time of whole seconds comes before one with a fraction.
        coalesce(rtrim(record ->> '$.created', 'Z'), '') AS created,
        id
    FROM legible;
CREATE VIEW tags_to_sort AS
    SELECT DISTINCT coalesce(t.value, x'') AS tag, s.priority, s.due, s.created, s.flag, s.id
    FROM to_sort s JOIN legible l USING (id) LEFT JOIN json_each(l.record, '$.tags') t;
INSERT INTO unsorted SELECT id FROM flags WHERE deleted = 0;

-- Numbers of entries need not outlive the entries.
ALTER TABLE journal RENAME TO journal_before;
CREATE TABLE journal (
    number INTEGER PRIMARY KEY,
    entry TEXT NOT NULL, checksum TEXT NOT NULL, undone INTEGER NOT NULL
) STRICT;
INSERT INTO journal SELECT * FROM journal_before;
DROP TABLE journal_before;
