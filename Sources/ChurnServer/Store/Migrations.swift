import GRDB

extension PredictionStore {
  /// The tables, version after version; one that has been released is never changed.
  static var migrator: DatabaseMigrator {
    var migrator = DatabaseMigrator()
    migrator.registerMigration("1: predictions") { database in
      try database.execute(
        sql: """
          CREATE TABLE model (
            id INTEGER PRIMARY KEY,
            digest TEXT NOT NULL,           -- SHA-256 of the model's file without its checksum
            name TEXT NOT NULL,
            experiment TEXT NOT NULL,
            run TEXT NOT NULL,
            UNIQUE (digest, run)
          );
          CREATE TABLE prediction (
            id INTEGER PRIMARY KEY,
            model INTEGER NOT NULL REFERENCES model,
            time REAL NOT NULL,             -- seconds since 1970, UTC
            source TEXT NOT NULL,           -- api, form or file
            inputs TEXT NOT NULL,           -- the customer as JSON, as it came
            probability REAL NOT NULL,
            band TEXT,
            action TEXT,
            expected_profit REAL
          );
          """)
    }
    return migrator
  }
}
