CREATE VIEW speakers_by_institution AS
  -- How many people of an institution spoke, and how often.
  SELECT institutions.name AS institution, coalesce(institutions.country, registry_country) AS country,
    count(DISTINCT person_id) AS speakers, count(*) AS appearances, count(DISTINCT events.group_id) AS events
  FROM appearances
    JOIN positions USING (position_id, person_id)
    JOIN institutions USING (institution_id)
    LEFT JOIN events USING (event_id)
  WHERE role IN ('speaker', 'keynote', 'panelist')
  GROUP BY institution_id
  ORDER BY speakers DESC, appearances DESC, institution, institution_id;

CREATE VIEW events_by_month AS
  -- How many events begin in a month (or in the season or year that is known), each counted once however often it is announced, and how many people are named with them.
  SELECT substr(starts_on, 1, 7) AS month, count(DISTINCT group_id) AS events, count(DISTINCT person_id) AS people
  FROM events LEFT JOIN appearances USING (event_id)
  WHERE starts_on IS NOT NULL
  GROUP BY month
  ORDER BY month;

CREATE VIEW people_with_positions AS
  -- Who holds, gains or leaves which post where, as which announcement says it.
  SELECT people.name AS person, positions.title AS position, unit, institutions.name AS institution, change,
    effective_on, published_on, announcements.title AS announcement, url, person_id, institution_id
  FROM positions
    JOIN people USING (person_id)
    LEFT JOIN institutions USING (institution_id)
    JOIN announcements USING (announcement_id)
  ORDER BY person, person_id, published_on, positions.rowid;

CREATE VIEW talks_with_speakers AS
  -- Each talk with its day, its event and all who give it.
  SELECT starts_on, coalesce(events.name, theme) AS event, talks.sequence, talks.title AS talk,
    (SELECT group_concat(name, '; ') FROM
      (SELECT people.name FROM appearances JOIN people USING (person_id)
        WHERE appearances.talk_id = talks.talk_id ORDER BY appearances.rowid)) AS speakers,
    talk_id, event_id
  FROM talks LEFT JOIN events USING (event_id)
  ORDER BY starts_on IS NULL, starts_on, talks.rowid;

CREATE VIEW deadlines_by_day AS
  -- What is due when, and for what.
  SELECT due_on, due_time, deadlines.timezone, deadlines.kind, coalesce(events.name, theme, announcements.title) AS event,
    announcements.url, deadline_id, event_id
  FROM deadlines
    LEFT JOIN events USING (event_id)
    JOIN announcements ON announcements.announcement_id = deadlines.announcement_id
  ORDER BY due_on, due_time, deadlines.rowid;
