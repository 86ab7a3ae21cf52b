import GRDB

/// The tables, one migration a change, known by name for good.
enum Schema {
  static var migrator: DatabaseMigrator {
    var migrator = DatabaseMigrator()
    migrator.registerMigration("journal") { db in try db.execute(sql: journal) }
    migrator.registerMigration("directory") { db in try db.execute(sql: directory) }
    migrator.registerMigration("accounts") { db in try db.execute(sql: accounts) }
    migrator.registerMigration("readings") { db in try db.execute(sql: readings) }
    migrator.registerMigration("usage") { db in try db.execute(sql: usage) }
    migrator.registerMigration("usage-values") { db in try db.execute(sql: usageValues) }
    migrator.registerMigration("jobs") { db in try db.execute(sql: jobs) }
    migrator.registerMigration("ages") { db in try db.execute(sql: ages) }
    return migrator
  }

  private static let journal = """
    CREATE TABLE entry (
      sequence INTEGER PRIMARY KEY, programme TEXT NOT NULL, bytes BLOB NOT NULL, hash BLOB NOT NULL
    ) STRICT;
    CREATE TABLE reply (
      actor TEXT NOT NULL, key TEXT NOT NULL, body BLOB NOT NULL, reply BLOB NOT NULL, at INTEGER NOT NULL,
      PRIMARY KEY (actor, key)
    ) STRICT, WITHOUT ROWID;
    -- AUTOINCREMENT, so that the number of a delivered message is never given to another.
    CREATE TABLE outbox (
      id INTEGER PRIMARY KEY AUTOINCREMENT, sequence INTEGER REFERENCES entry, text TEXT NOT NULL
    ) STRICT;
    """

  private static let directory = """
    CREATE TABLE person (
      programme TEXT NOT NULL, number INTEGER NOT NULL, personnel TEXT NOT NULL, name TEXT NOT NULL, email TEXT,
      manager TEXT, language TEXT, time_zone TEXT, channel TEXT NOT NULL, aliases TEXT NOT NULL, salt BLOB NOT NULL,
      PRIMARY KEY (programme, number)
    ) STRICT, WITHOUT ROWID;
    """

  private static let accounts = """
    CREATE TABLE login (
      account TEXT PRIMARY KEY, programme TEXT, name TEXT NOT NULL, password TEXT
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX login_name ON login (name, account);
    CREATE TABLE ticket (
      digest BLOB PRIMARY KEY, id TEXT NOT NULL, account TEXT NOT NULL, kind TEXT NOT NULL, expires INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX ticket_account ON ticket (account);
    """

  private static let readings = """
    CREATE TABLE reading (
      id INTEGER PRIMARY KEY AUTOINCREMENT, programme TEXT NOT NULL, subject TEXT NOT NULL, at INTEGER NOT NULL,
      passed INTEGER NOT NULL, detail TEXT NOT NULL
    ) STRICT;
    CREATE INDEX reading_subject ON reading (programme, subject, at, id);
    """

  private static let usage = """
    CREATE TABLE usage_hour (
      programme TEXT NOT NULL, hour INTEGER NOT NULL, audience TEXT NOT NULL, metric TEXT NOT NULL,
      count INTEGER NOT NULL, PRIMARY KEY (programme, hour, audience, metric)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE usage_event (
      programme TEXT NOT NULL, id TEXT NOT NULL, last_hour INTEGER NOT NULL, PRIMARY KEY (programme, id)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX usage_event_age ON usage_event (last_hour);
    CREATE TABLE usage_person (
      programme TEXT NOT NULL, person INTEGER NOT NULL, metric TEXT NOT NULL, PRIMARY KEY (programme, person, metric)
    ) STRICT, WITHOUT ROWID;
    """

  /// Counters by arm, with values as JSON text; an empty arm is one that nobody asked for.
  private static let usageValues = """
    CREATE TABLE usage_counter (
      programme TEXT NOT NULL, hour INTEGER NOT NULL, audience TEXT NOT NULL, metric TEXT NOT NULL, arm TEXT NOT NULL,
      count INTEGER NOT NULL, moments TEXT, sketch TEXT, PRIMARY KEY (programme, hour, audience, metric, arm)
    ) STRICT, WITHOUT ROWID;
    INSERT INTO usage_counter (programme, hour, audience, metric, arm, count)
      SELECT programme, hour, audience, metric, '', count FROM usage_hour;
    DROP TABLE usage_hour;
    CREATE TABLE usage_ever (
      programme TEXT NOT NULL, person INTEGER NOT NULL, metric TEXT NOT NULL, arm TEXT NOT NULL,
      PRIMARY KEY (programme, person, metric, arm)
    ) STRICT, WITHOUT ROWID;
    -- Only those who were in have ever been counted once.
    INSERT INTO usage_ever (programme, person, metric, arm)
      SELECT programme, person, metric, 'inside' FROM usage_person;
    DROP TABLE usage_person;
    CREATE TABLE usage_day (
      programme TEXT NOT NULL, person INTEGER NOT NULL, metric TEXT NOT NULL, arm TEXT NOT NULL, day INTEGER NOT NULL,
      PRIMARY KEY (programme, person, metric, arm, day)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX usage_day_age ON usage_day (day);
    CREATE TABLE usage_report (
      programme TEXT NOT NULL, system TEXT NOT NULL, through INTEGER NOT NULL, PRIMARY KEY (programme, system)
    ) STRICT, WITHOUT ROWID;
    """

  private static let jobs = """
    CREATE TABLE job (
      programme TEXT NOT NULL, key TEXT NOT NULL, kind TEXT NOT NULL, due INTEGER NOT NULL, tries INTEGER NOT NULL,
      acted INTEGER NOT NULL, holder TEXT, held_until INTEGER, problem TEXT, PRIMARY KEY (programme, key)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX job_due ON job (programme, kind, due, key);
    CREATE INDEX job_held ON job (kind, held_until) WHERE holder IS NOT NULL;
    """

  /// What has had its time is found without looking at the rest.
  private static let ages = """
    CREATE INDEX reply_age ON reply (at);
    CREATE INDEX ticket_age ON ticket (expires);
    """
}
