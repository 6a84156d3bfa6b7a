import Foundation
import GRDB
import Procedure

/// The tables. Migrations go forward only; each version of the program opens the files of all before it.
enum Schema {
    static var migrations: DatabaseMigrator {
        var migrations = DatabaseMigrator()
        migrations.registerMigration("1 evenements") { db in
            try db.execute(sql: """
                CREATE TABLE evenements (
                    rang     INTEGER NOT NULL, -- of the exercice: 1, 2, 3… in the order of their beginning
                    numero   INTEGER NOT NULL, -- 1, 2, 3… in one exercice
                    instant  INTEGER NOT NULL, -- milliseconds since 1970, by the clock on the wall
                    nom      TEXT NOT NULL,
                    corps    TEXT NOT NULL,    -- a JSON object
                    exercice BLOB,             -- 128 random bits, with the first event
                    PRIMARY KEY (rang, numero)
                ) WITHOUT ROWID, STRICT;
                """)
        }
        // They only made indexes, which the fifth drops with their table.
        for former in ["2 justificatifs", "3 justificatifs par téléphone", "4 salles"] { migrations.registerMigration(former) { _ in } }
        migrations.registerMigration(appendOnly) { db in
            // Rows are added at the end and never move, so that no page keeps a stale copy of one: what is erased is
            // overwritten where it lies, whatever the size of the file.
            try db.execute(sql: """
                CREATE TABLE suite (
                    id       INTEGER PRIMARY KEY, -- 1, 2, 3… in the order in which they were written
                    rang     INTEGER,             -- of the exercice: 1, 2, 3… in the order of their beginning; none: erased
                    numero   INTEGER NOT NULL,    -- 1, 2, 3… in one exercice
                    instant  INTEGER NOT NULL,    -- milliseconds since 1970, by the clock on the wall
                    nom      TEXT NOT NULL,
                    corps    TEXT NOT NULL,       -- a JSON object
                    exercice BLOB,                -- 128 random bits, with the first event
                    cle      INTEGER              -- by which that id, or the reference of a justificatif, is found
                ) STRICT;
                """)
            db.add(function: keyOfOctets)
            try db.execute(sql: """
                INSERT INTO suite (rang, numero, instant, nom, corps, exercice, cle)
                SELECT rang, numero, instant, nom, corps, exercice,
                    cle(iif(\(givesReference), corps ->> 'reference', exercice)) FROM evenements ORDER BY rang, numero;
                DROP TABLE evenements;
                ALTER TABLE suite RENAME TO evenements;
                """)
            db.remove(function: keyOfOctets)
            // Whole numbers alone: a page that splits keeps stale copies, and these tell nothing.
            try db.execute(sql: """
                CREATE UNIQUE INDEX fils ON evenements (rang, numero) WHERE rang IS NOT NULL;
                CREATE INDEX cles ON evenements (cle) WHERE cle IS NOT NULL;
                CREATE INDEX autres ON evenements (nom) WHERE \(isOther);
                """)
            // How far the events had come, by the time that servers have run on this directory: so that a clock that
            // jumps erases nothing that was in use.
            try db.execute(sql: "CREATE TABLE marche (seconde INTEGER PRIMARY KEY, dernier INTEGER NOT NULL) STRICT")
        }
        return migrations
    }

    /// From here on an erasure leaves no trace by itself.
    static let appendOnly = "5 en ajout seul"

    private static let keyOfOctets = DatabaseFunction("cle", argumentCount: 1, pure: true) { values in
        switch values[0].storage {
        case .blob(let octets): key(octets)
        case .string(let text): key(text.utf8)
        case .null, .int64, .double: nil
        }
    }

    /// What an index keeps of an id or a reference: 32 bits of a digest (FNV-1a, folded). They find it, among others that
    /// have the same, and do not tell it.
    static func key(_ octets: some Sequence<UInt8>) -> Int64 {
        let digest = octets.reduce(into: UInt64(0xCBF2_9CE4_8422_2325)) { $0 = ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
        return Int64(digest >> 32 ^ digest & 0xFFFF_FFFF)
    }

    static let insertFirst = "INSERT INTO evenements (rang, numero, instant, nom, corps, exercice, cle) VALUES (?1, 1, ?2, ?3, ?4, ?5, ?6)"
    static let insert = "INSERT INTO evenements (rang, numero, instant, nom, corps, cle) VALUES (?1, ?2, ?3, ?4, ?5, ?6)"
    /// Adds nothing unless the exercice stands just before that number: it has no number when the one before is not there,
    /// and may not have it twice. (`INSERT … SELECT` from the same table would make a temporary one for each step.)
    static let insertIfVersion = """
        INSERT OR IGNORE INTO evenements (rang, numero, instant, nom, corps, cle) VALUES \
        (?1, (SELECT numero + 1 FROM evenements WHERE rang = ?1 AND numero = ?2 - 1), ?3, ?4, ?5, ?6)
        """
    static let rang = "SELECT rang FROM evenements WHERE cle = ?1 AND exercice = ?2 AND nom = ?3"
    static let others = "SELECT rang, exercice FROM evenements WHERE \(isOther) AND nom = ? ORDER BY rang"
    /// As it is written in the index.
    private static let isOther = "numero = 1 AND nom <> '\(Evenement.premier)'"
    static let rangOfReference = "SELECT rang FROM evenements WHERE cle = ?1 AND \(givesReference) AND corps ->> 'reference' = ?2"
    /// The events that give a justificatif: on the site, and by phone.
    private static let givesReference = "nom IN ('decisionConfirmee', 'justificatifDemande')"
    static let entries = "SELECT numero, instant, nom, corps FROM evenements WHERE rang = ?1 AND numero >= ?2 ORDER BY numero LIMIT ?3"
    static let version = "SELECT max(numero) FROM evenements WHERE rang = ?"
    static let count = "SELECT count(*) FROM evenements WHERE rang IS NOT NULL AND numero = 1 AND nom = '\(Evenement.premier)'"
    static let lastRank = "SELECT coalesce(max(rang), 0) FROM evenements WHERE rang IS NOT NULL"

    // MARK: Erasing

    /// What was there is overwritten (`secure_delete`), and what is left is smaller: no row moves.
    private static let blank = "UPDATE evenements SET rang = NULL, numero = 0, instant = 0, nom = '', corps = '', exercice = NULL, cle = NULL"
    static let erase = "\(blank) WHERE rang = ?"
    /// Nothing if something happened in it meanwhile.
    static let eraseIdle = "\(blank) WHERE rang = ?1 AND \(isIdle("?1", since: "?2"))"
    /// Those of so many exercices in the order of their beginning. By the index, in the order in which it lies.
    static let idle = """
        SELECT exercice FROM evenements AS premier WHERE rang > ?1 AND rang <= ?1 + ?2 AND numero = 1 AND instant < ?3 AND nom = ?4 \
        AND \(isIdle("premier.rang", since: "?3"))
        """
    /// Nothing happened in it since an instant of the clock, nor in the last hour in which a server ran.
    private static func isIdle(_ rang: String, since limit: String) -> String {
        """
        (SELECT max(instant) < \(limit) AND max(id) <= (SELECT max(dernier) FROM marche WHERE seconde <= (SELECT max(seconde) FROM marche) - 3600) \
        FROM evenements WHERE rang = \(rang))
        """
    }
    /// A server has run for so many seconds more.
    static let run = """
        INSERT INTO marche VALUES ((SELECT coalesce(max(seconde), 0) FROM marche) + ?1, (SELECT coalesce(max(id), 0) FROM evenements)) \
        ON CONFLICT DO UPDATE SET dernier = excluded.dernier
        """
    /// Of those that are an hour old, the last says all.
    static let forgetRun = "DELETE FROM marche WHERE seconde < (SELECT max(seconde) FROM marche WHERE seconde <= (SELECT max(seconde) FROM marche) - 3600)"

    /// Those that are not erased, from one on.
    static let kept = "SELECT id FROM evenements WHERE id > ? AND rang IS NOT NULL ORDER BY id LIMIT 20000"
    static let lastID = "SELECT coalesce(max(id), 0) FROM evenements"
    /// What is left of erased rows. To delete them moves others of the same page and of the two beside it, so that what is
    /// not erased must be further away.
    static let trim = "DELETE FROM evenements WHERE id > ?1 AND id < ?2 AND rang IS NULL"
    /// More erased rows than stand on five pages: an empty one takes 14 octets of 4,096.
    static let margin: Int64 = 1_500
}

extension ExerciceID {
    /// Sixteen bytes, big-endian.
    var octets: Data {
        var octets = Data(capacity: 16)
        for mot in [haut, bas] { withUnsafeBytes(of: mot.bigEndian) { octets.append(contentsOf: $0) } }
        return octets
    }

    init?(octets: Data) {
        guard octets.count == 16 else { return nil }
        let mots = [octets.prefix(8), octets.suffix(8)].map { $0.reduce(UInt64(0)) { $0 << 8 | UInt64($1) } }
        self.init(haut: mots[0], bas: mots[1])
    }
}
