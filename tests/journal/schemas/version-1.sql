PRAGMA application_id = 1380273240;
BEGIN TRANSACTION;
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
INSERT INTO "meta" VALUES('from','version 1');
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
        ) STRICT
        ;
INSERT INTO "session" VALUES('019cebbe-3fa0-7000-8b3a-1d2f4c5e6a70','2026-03-14T09:30:00.000000Z',60,'Europe/Berlin','2026-03-14','soften',720.5,720.5,'completed',7,0,NULL,10,0,'Shoulders ☺ ''quoted''; DROP TABLE session
second line','[]','2026-03-14T09:42:01.000000Z');
INSERT INTO "session" VALUES('019cebbe-3fa0-7000-9b3a-1d2f4c5e6a71','2026-03-15T01:30:00.123456Z',60,'Europe/Berlin','2026-03-14','long-exhale',300.0,12.25,'stopped',NULL,NULL,NULL,NULL,1,'','["cramp-now", "out-of-my-head"]','2026-03-15T01:31:00.000000Z');
INSERT INTO "session" VALUES('019cebbe-3fa0-7000-ab3a-1d2f4c5e6a72','2026-03-29T01:30:00.000000Z',-300,'America/New_York','2026-03-28','soften',720.5,0.0,'running',0,NULL,3,NULL,0,'','[]','2026-03-29T01:30:00.000000Z');
INSERT INTO "session" VALUES('019cebbe-3fa0-7000-bb3a-1d2f4c5e6a73','1999-12-31T23:59:59.999999Z',0,'','1999-12-31','full-sixteen',1800.0,1799.0,'completed',10,10,10,10,0,'x','[]','2026-03-14T09:42:01.000000Z');
CREATE INDEX session_by_start ON session (started);
CREATE INDEX session_by_day ON session (day);
CREATE INDEX session_by_script ON session (session_id, started);
COMMIT;
PRAGMA user_version = 1;
