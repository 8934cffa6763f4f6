PRAGMA application_id = 1380273240;
BEGIN TRANSACTION;
CREATE TABLE care (
        id TEXT PRIMARY KEY CHECK (length(id) = 36),
        
    at TEXT NOT NULL CHECK (at GLOB '????-??-??T??:??:??.??????Z'),
    offset_minutes INTEGER NOT NULL CHECK (offset_minutes BETWEEN -1080 AND 1080),
    zone TEXT NOT NULL,
    day TEXT NOT NULL CHECK (day GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),

        kind TEXT NOT NULL CHECK (kind IN ('bath', 'food', 'other')),
        note TEXT NOT NULL,
        deleted TEXT CHECK (deleted GLOB '????-??-??T??:??:??.??????Z')
    ) STRICT
    ;
INSERT INTO "care" VALUES('019cebb4-ca60-7000-8000-000000000007','2026-03-14T02:30:00.000000Z',60,'Europe/Berlin','2026-03-13','bath','hot',NULL);
CREATE TABLE day (
        day TEXT PRIMARY KEY CHECK (day GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
        status TEXT NOT NULL CHECK (status IN ('unknown', 'partial', 'complete')),
        provisional INTEGER NOT NULL CHECK (provisional = 0
            OR (provisional = 1 AND status = 'complete')),
        caffeine_mg INTEGER CHECK (caffeine_mg BETWEEN 0 AND 10000),
        alcohol_units REAL CHECK (alcohol_units BETWEEN 0 AND 100),
        sleep_hours REAL CHECK (sleep_hours BETWEEN 0 AND 24),
        hard_exercise INTEGER CHECK (hard_exercise IN (0, 1)),
        stress INTEGER CHECK (stress BETWEEN 0 AND 10),
        note TEXT NOT NULL
    ) STRICT
    ;
INSERT INTO "day" VALUES('2026-03-12','complete',0,0,1.5,7.0,0,0,'x');
CREATE TABLE drink (
        id TEXT PRIMARY KEY CHECK (length(id) = 36),
        
    at TEXT NOT NULL CHECK (at GLOB '????-??-??T??:??:??.??????Z'),
    offset_minutes INTEGER NOT NULL CHECK (offset_minutes BETWEEN -1080 AND 1080),
    zone TEXT NOT NULL,
    day TEXT NOT NULL CHECK (day GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),

        ml INTEGER CHECK (ml BETWEEN 1 AND 10000),
        deleted TEXT CHECK (deleted GLOB '????-??-??T??:??:??.??????Z')
    ) STRICT
    ;
INSERT INTO "drink" VALUES('019cebb2-0b40-7000-8000-000000000004','2026-03-14T05:30:00.000000Z',60,'Europe/Berlin','2026-03-14',250,NULL);
INSERT INTO "drink" VALUES('019cebb2-f5a0-7000-8000-000000000005','2026-03-14T04:30:00.000000Z',60,'Europe/Berlin','2026-03-14',NULL,NULL);
CREATE TABLE episode (
    number INTEGER PRIMARY KEY,  -- a rowid without a name could change when the file is rebuilt
    id TEXT NOT NULL UNIQUE CHECK (length(id) = 36),
    
    at TEXT NOT NULL CHECK (at GLOB '????-??-??T??:??:??.??????Z'),
    offset_minutes INTEGER NOT NULL CHECK (offset_minutes BETWEEN -1080 AND 1080),
    zone TEXT NOT NULL,
    day TEXT NOT NULL CHECK (day GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),

    ended TEXT CHECK (ended GLOB '????-??-??T??:??:??.??????Z' AND ended >= at),
    open INTEGER NOT NULL CHECK (open IN (0, 1) AND NOT (open AND ended IS NOT NULL)),
    sites TEXT NOT NULL CHECK (json_valid(sites) AND json_type(sites) = 'array'),
    kind TEXT CHECK (kind IN ('twitch', 'cramp', 'jerk', 'tremor', 'other')),
    intensity INTEGER CHECK (intensity BETWEEN 0 AND 10),
    worry INTEGER CHECK (worry BETWEEN 0 AND 10),
    state TEXT CHECK (state IN ('at_rest', 'moving', 'exercising', 'falling_asleep', 'waking')),
    before TEXT NOT NULL CHECK (json_valid(before) AND json_type(before) = 'array'),
    feelings TEXT NOT NULL CHECK (json_valid(feelings) AND json_type(feelings) = 'array'),
    signs TEXT NOT NULL CHECK (json_valid(signs) AND json_type(signs) = 'array'),
    note TEXT NOT NULL,
    relief TEXT NOT NULL CHECK (json_valid(relief) AND json_type(relief) = 'array'),
    folded TEXT NOT NULL,  -- what a search looks in, without regard to case
    created TEXT NOT NULL CHECK (created GLOB '????-??-??T??:??:??.??????Z'),
    updated TEXT NOT NULL CHECK (updated GLOB '????-??-??T??:??:??.??????Z'),
    deleted TEXT CHECK (deleted GLOB '????-??-??T??:??:??.??????Z')
) STRICT
;
INSERT INTO "episode" VALUES(1,'019cebae-61c0-7000-8000-000000000001','2026-03-14T06:30:00.000000Z',60,'Europe/Berlin','2026-03-14','2026-03-14T06:40:00.000000Z',0,'["calf.right","eyelid.left"]','cramp',6,3,'at_rest','["stress","eigenes Wort ☺"]','["tense"]','["disturbed_sleep"]','''quoted''; DROP TABLE episode
second line','[{"done":"stretch","before":6,"after":2,"session":"soften"},{"done":"own way","before":null,"after":null,"session":""}]','''quoted''; drop table episode
second line
eigenes wort ☺
own way','2026-03-14T09:30:00.000000Z','2026-03-14T09:30:00.000000Z',NULL);
INSERT INTO "episode" VALUES(2,'019cebaf-4c20-7000-8000-000000000002','2026-03-14T08:30:00.000000Z',60,'Europe/Berlin','2026-03-14',NULL,1,'[]',NULL,NULL,NULL,NULL,'[]','[]','[]','','[]','','2026-03-14T09:31:00.000000Z','2026-03-14T09:31:00.000000Z',NULL);
INSERT INTO "episode" VALUES(3,'019cebb0-3680-7000-8000-000000000003','2026-03-13T03:30:00.000000Z',60,'Europe/Berlin','2026-03-13',NULL,0,'["jaw"]',NULL,NULL,NULL,NULL,'[]','[]','[]','','[]','','2026-03-14T09:32:00.000000Z','2026-03-14T09:32:00.000000Z','2026-03-14T09:33:00.000000Z');
CREATE TABLE episode_relief (
        episode INTEGER NOT NULL REFERENCES episode (number) ON DELETE CASCADE,
        place INTEGER NOT NULL,
        done TEXT NOT NULL CHECK (done <> ''),
        before INTEGER CHECK (before BETWEEN 0 AND 10),
        after INTEGER CHECK (after BETWEEN 0 AND 10),
        session TEXT NOT NULL,
        PRIMARY KEY (episode, place)
    ) STRICT, WITHOUT ROWID
    ;
INSERT INTO "episode_relief" VALUES(1,0,'stretch',6,2,'soften');
INSERT INTO "episode_relief" VALUES(1,1,'own way',NULL,NULL,'');
CREATE TABLE episode_site (
        site TEXT NOT NULL CHECK (site <> ''),
        episode INTEGER NOT NULL REFERENCES episode (number) ON DELETE CASCADE,
        PRIMARY KEY (site, episode)
    ) STRICT, WITHOUT ROWID
    ;
INSERT INTO "episode_site" VALUES('calf.right',1);
INSERT INTO "episode_site" VALUES('eyelid.left',1);
INSERT INTO "episode_site" VALUES('jaw',3);
CREATE TABLE episode_word (
        word TEXT NOT NULL CHECK (word <> ''),
        episode INTEGER NOT NULL REFERENCES episode (number) ON DELETE CASCADE,
        PRIMARY KEY (word, episode)
    ) STRICT, WITHOUT ROWID
    ;
INSERT INTO "episode_word" VALUES('disturbed_sleep',1);
INSERT INTO "episode_word" VALUES('eigenes Wort ☺',1);
INSERT INTO "episode_word" VALUES('stress',1);
INSERT INTO "episode_word" VALUES('tense',1);
CREATE TABLE medicine (
        id TEXT PRIMARY KEY CHECK (length(id) = 36),
        name TEXT NOT NULL CHECK (name <> ''),
        from_day TEXT NOT NULL CHECK (from_day GLOB '????-??-??'),
        to_day TEXT CHECK (to_day GLOB '????-??-??' AND to_day >= from_day),
        note TEXT NOT NULL,
        deleted TEXT CHECK (deleted GLOB '????-??-??T??:??:??.??????Z')
    ) STRICT
    ;
INSERT INTO "medicine" VALUES('019cebb5-b4c0-7000-8000-000000000008','Magnesium','2026-01-01','2026-02-01','at night',NULL);
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
INSERT INTO "meta" VALUES('from','version 1');
INSERT INTO "meta" VALUES('told:course','kept');
CREATE TABLE movement (
        id TEXT PRIMARY KEY CHECK (length(id) = 36),
        
    at TEXT NOT NULL CHECK (at GLOB '????-??-??T??:??:??.??????Z'),
    offset_minutes INTEGER NOT NULL CHECK (offset_minutes BETWEEN -1080 AND 1080),
    zone TEXT NOT NULL,
    day TEXT NOT NULL CHECK (day GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),

        kind TEXT NOT NULL,
        deleted TEXT CHECK (deleted GLOB '????-??-??T??:??:??.??????Z')
    ) STRICT
    ;
INSERT INTO "movement" VALUES('019cebb3-e000-7000-8000-000000000006','2026-03-14T03:30:00.000000Z',60,'Europe/Berlin','2026-03-14','stairs',NULL);
CREATE TABLE session (
            id TEXT PRIMARY KEY CHECK (length(id) = 36),
            started TEXT NOT NULL CHECK (started GLOB '????-??-??T??:??:??.??????Z'),
            offset_minutes INTEGER NOT NULL CHECK (offset_minutes BETWEEN -1080 AND 1080),
            zone TEXT NOT NULL,
            day TEXT NOT NULL CHECK (day GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
            session_id TEXT NOT NULL CHECK (session_id <> ''),
            planned_s REAL NOT NULL CHECK (planned_s >= 0),
            heard_s REAL NOT NULL CHECK (heard_s >= 0),
            outcome TEXT NOT NULL CHECK (outcome IN ('running', 'completed', 'stopped')),
            tension_before INTEGER CHECK (tension_before BETWEEN 0 AND 10),
            tension_after INTEGER CHECK (tension_after BETWEEN 0 AND 10),
            distress_before INTEGER CHECK (distress_before BETWEEN 0 AND 10),
            distress_after INTEGER CHECK (distress_after BETWEEN 0 AND 10),
            worse INTEGER NOT NULL CHECK (worse IN (0, 1)),
            note TEXT NOT NULL,
            detours TEXT NOT NULL CHECK (json_valid(detours)),
            updated TEXT NOT NULL CHECK (updated GLOB '????-??-??T??:??:??.??????Z')
        , deleted TEXT CHECK (deleted GLOB '????-??-??T??:??:??.??????Z')) STRICT
        ;
INSERT INTO "session" VALUES('019cebbe-3fa0-7000-8b3a-1d2f4c5e6a70','2026-03-14T09:30:00.000000Z',60,'Europe/Berlin','2026-03-14','soften',720.5,720.5,'completed',7,0,NULL,10,0,'Shoulders ☺ ''quoted''; DROP TABLE session
second line','[]','2026-03-14T09:42:01.000000Z',NULL);
INSERT INTO "session" VALUES('019cebbe-3fa0-7000-9b3a-1d2f4c5e6a71','2026-03-15T01:30:00.123456Z',60,'Europe/Berlin','2026-03-14','long-exhale',300.0,12.25,'stopped',NULL,NULL,NULL,NULL,1,'','["cramp-now", "out-of-my-head"]','2026-03-15T01:31:00.000000Z',NULL);
INSERT INTO "session" VALUES('019cebbe-3fa0-7000-ab3a-1d2f4c5e6a72','2026-03-29T01:30:00.000000Z',-300,'America/New_York','2026-03-28','soften',720.5,0.0,'running',0,NULL,3,NULL,0,'','[]','2026-03-29T01:30:00.000000Z',NULL);
INSERT INTO "session" VALUES('019cebbe-3fa0-7000-bb3a-1d2f4c5e6a73','1999-12-31T23:59:59.999999Z',0,'','1999-12-31','full-sixteen',1800.0,1799.0,'completed',10,10,10,10,0,'x','[]','2026-03-14T09:42:01.000000Z',NULL);
CREATE TABLE step (
        number INTEGER PRIMARY KEY,
        label TEXT NOT NULL,
        made TEXT NOT NULL CHECK (made GLOB '????-??-??T??:??:??.??????Z'),
        undone INTEGER NOT NULL CHECK (undone IN (0, 1))
    ) STRICT
    ;
INSERT INTO "step" VALUES(1,'Add an episode','2026-03-14T09:30:00.000000Z',0);
INSERT INTO "step" VALUES(2,'Add an episode','2026-03-14T09:31:00.000000Z',0);
INSERT INTO "step" VALUES(3,'Add an episode','2026-03-14T09:32:00.000000Z',0);
INSERT INTO "step" VALUES(4,'Delete an episode','2026-03-14T09:33:00.000000Z',0);
INSERT INTO "step" VALUES(5,'Add a drink','2026-03-14T09:34:00.000000Z',0);
INSERT INTO "step" VALUES(6,'Add a drink','2026-03-14T09:35:00.000000Z',0);
INSERT INTO "step" VALUES(7,'Add a movement break','2026-03-14T09:36:00.000000Z',0);
INSERT INTO "step" VALUES(8,'Add self-care','2026-03-14T09:37:00.000000Z',0);
INSERT INTO "step" VALUES(9,'Add a medicine','2026-03-14T09:38:00.000000Z',0);
INSERT INTO "step" VALUES(10,'Change a day','2026-03-14T09:39:00.000000Z',0);
INSERT INTO "step" VALUES(11,'Change a day','2026-03-14T09:40:00.000000Z',1);
CREATE TABLE step_row (
        step INTEGER NOT NULL REFERENCES step (number) ON DELETE CASCADE,
        place INTEGER NOT NULL,
        kind TEXT NOT NULL,
        key TEXT NOT NULL,
        before TEXT CHECK (before IS NULL OR json_valid(before)),
        after TEXT CHECK (after IS NULL OR json_valid(after)),
        PRIMARY KEY (step, place)
    ) STRICT
    ;
INSERT INTO "step_row" VALUES(1,1,'episode','019cebae-61c0-7000-8000-000000000001',NULL,NULL);
INSERT INTO "step_row" VALUES(2,1,'episode','019cebaf-4c20-7000-8000-000000000002',NULL,NULL);
INSERT INTO "step_row" VALUES(3,1,'episode','019cebb0-3680-7000-8000-000000000003',NULL,NULL);
INSERT INTO "step_row" VALUES(4,1,'episode','019cebb0-3680-7000-8000-000000000003','{"id":"019cebb0-3680-7000-8000-000000000003","at":"2026-03-13T03:30:00.000000Z","offset_minutes":60,"zone":"Europe/Berlin","day":"2026-03-13","ended":null,"open":0,"sites":"[\"jaw\"]","kind":null,"intensity":null,"worry":null,"state":null,"before":"[]","feelings":"[]","signs":"[]","note":"","relief":"[]","created":"2026-03-14T09:32:00.000000Z","updated":"2026-03-14T09:32:00.000000Z","folded":"","deleted":null}',NULL);
INSERT INTO "step_row" VALUES(5,1,'drink','019cebb2-0b40-7000-8000-000000000004',NULL,NULL);
INSERT INTO "step_row" VALUES(6,1,'drink','019cebb2-f5a0-7000-8000-000000000005',NULL,NULL);
INSERT INTO "step_row" VALUES(7,1,'movement','019cebb3-e000-7000-8000-000000000006',NULL,NULL);
INSERT INTO "step_row" VALUES(8,1,'care','019cebb4-ca60-7000-8000-000000000007',NULL,NULL);
INSERT INTO "step_row" VALUES(9,1,'medicine','019cebb5-b4c0-7000-8000-000000000008',NULL,NULL);
INSERT INTO "step_row" VALUES(10,1,'day','2026-03-12',NULL,NULL);
INSERT INTO "step_row" VALUES(11,1,'day','2026-03-13',NULL,'{"day":"2026-03-13","status":"partial","provisional":0,"caffeine_mg":null,"alcohol_units":null,"sleep_hours":null,"hard_exercise":null,"stress":null,"note":""}');
CREATE INDEX session_by_start ON session (started);
CREATE INDEX session_by_day ON session (day);
CREATE INDEX session_by_script ON session (session_id, started);
CREATE INDEX episode_site_of ON episode_site (episode);
CREATE INDEX episode_word_of ON episode_word (episode);
CREATE TRIGGER episode_lists AFTER INSERT ON episode BEGIN 
    INSERT INTO episode_site SELECT DISTINCT value, NEW.number FROM json_each(NEW.sites);
    INSERT INTO episode_word
        SELECT value, NEW.number FROM json_each(NEW.before)
        UNION SELECT value, NEW.number FROM json_each(NEW.feelings)
        UNION SELECT value, NEW.number FROM json_each(NEW.signs);
    INSERT INTO episode_relief
        SELECT NEW.number, key, json_extract(value, '$.done'), json_extract(value, '$.before'),
            json_extract(value, '$.after'), json_extract(value, '$.session')
        FROM json_each(NEW.relief);
 END;
CREATE TRIGGER episode_lists_anew AFTER UPDATE ON episode
    WHEN (OLD.sites, OLD.before, OLD.feelings, OLD.signs, OLD.relief)
        IS NOT (NEW.sites, NEW.before, NEW.feelings, NEW.signs, NEW.relief)
    BEGIN
        DELETE FROM episode_site WHERE episode = NEW.number;
        DELETE FROM episode_word WHERE episode = NEW.number;
        DELETE FROM episode_relief WHERE episode = NEW.number;
        
    INSERT INTO episode_site SELECT DISTINCT value, NEW.number FROM json_each(NEW.sites);
    INSERT INTO episode_word
        SELECT value, NEW.number FROM json_each(NEW.before)
        UNION SELECT value, NEW.number FROM json_each(NEW.feelings)
        UNION SELECT value, NEW.number FROM json_each(NEW.signs);
    INSERT INTO episode_relief
        SELECT NEW.number, key, json_extract(value, '$.done'), json_extract(value, '$.before'),
            json_extract(value, '$.after'), json_extract(value, '$.session')
        FROM json_each(NEW.relief);

    END;
CREATE INDEX episode_by_start ON episode (at, id, day, kind, intensity, deleted)
    WHERE deleted IS NULL
    ;
CREATE INDEX episode_by_day ON episode (day, deleted) WHERE deleted IS NULL;
CREATE INDEX episode_open ON episode (at) WHERE open = 1 AND deleted IS NULL;
CREATE INDEX episode_by_text ON episode (at, id, folded, deleted)
    WHERE folded <> '' AND deleted IS NULL
    ;
CREATE INDEX step_row_by_key ON step_row (key);
CREATE INDEX drink_by_start ON drink (at);
CREATE INDEX drink_by_day ON drink (day);
CREATE INDEX movement_by_start ON movement (at);
CREATE INDEX movement_by_day ON movement (day);
CREATE INDEX care_by_start ON care (at);
CREATE INDEX care_by_day ON care (day);
CREATE INDEX episode_trashed ON episode (deleted) WHERE deleted IS NOT NULL;
CREATE INDEX drink_trashed ON drink (deleted) WHERE deleted IS NOT NULL;
CREATE INDEX movement_trashed ON movement (deleted) WHERE deleted IS NOT NULL;
CREATE INDEX care_trashed ON care (deleted) WHERE deleted IS NOT NULL;
CREATE INDEX medicine_trashed ON medicine (deleted) WHERE deleted IS NOT NULL;
CREATE INDEX session_trashed ON session (deleted) WHERE deleted IS NOT NULL;
COMMIT;
PRAGMA user_version = 2;
