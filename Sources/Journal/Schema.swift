import Foundation
import GRDB
import Procedure

/// The tables. Migrations go forward only; each version of the program opens the files of all before it.
enum Schema {
    static var migrations: DatabaseMigrator {
        var migrations = DatabaseMigrator()
        migrations.registerMigration("1 evenements") { db in
            // Exercices are numbered as they begin, so that those under way stand together: a group of steps dirties a
            // few pages, whatever the number of exercices that came before.
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
                CREATE UNIQUE INDEX exercices ON evenements (exercice) WHERE numero = 1;
                """)
        }
        migrations.registerMigration("2 justificatifs") { db in
            // By which a justificatif is found; it goes with its event.
            try db.execute(sql: "CREATE INDEX justificatifs ON evenements (corps ->> 'reference') WHERE nom = 'decisionConfirmee'")
        }
        migrations.registerMigration("3 justificatifs par téléphone") { db in
            try db.execute(sql: "DROP INDEX justificatifs")
            try db.execute(sql: "CREATE INDEX justificatifs ON evenements (corps ->> 'reference') WHERE \(givesReference)")
        }
        migrations.registerMigration("4 salles") { db in
            // Timelines that are not those of exercices: few, and all read when the server starts.
            try db.execute(sql: "CREATE INDEX autres ON evenements (nom) WHERE \(isOther)")
        }
        return migrations
    }

    static let insertFirst = "INSERT INTO evenements VALUES (?1, 1, ?2, ?3, ?4, ?5)"
    static let insert = "INSERT INTO evenements VALUES (?1, ?2, ?3, ?4, ?5, NULL)"
    /// Adds nothing unless the exercice stands just before that number: it has no number when the one before is not there,
    /// and may not have it twice. (`INSERT … SELECT` from the same table would make a temporary one for each step.)
    static let insertIfVersion = """
        INSERT OR IGNORE INTO evenements VALUES \
        (?1, (SELECT numero + 1 FROM evenements WHERE rang = ?1 AND numero = ?2 - 1), ?3, ?4, ?5, NULL)
        """
    static let rang = "SELECT rang FROM evenements WHERE exercice = ? AND numero = 1 AND nom = ?"
    static let others = "SELECT rang, exercice FROM evenements WHERE \(isOther) AND nom = ? ORDER BY rang"
    /// As it is written in the index.
    private static let isOther = "numero = 1 AND nom <> '\(Evenement.premier)'"
    static let rangOfReference = "SELECT rang FROM evenements WHERE \(givesReference) AND corps ->> 'reference' = ?"
    /// The events that give a justificatif: on the site, and by phone. As it is written in the index.
    private static let givesReference = "nom IN ('decisionConfirmee', 'justificatifDemande')"
    static let entries = "SELECT numero, instant, nom, corps FROM evenements WHERE rang = ? ORDER BY numero"
    static let version = "SELECT max(numero) FROM evenements WHERE rang = ?"
    static let delete = "DELETE FROM evenements WHERE rang = ?"
    static let deleteExercice = "DELETE FROM evenements WHERE rang = (SELECT rang FROM evenements WHERE exercice = ? AND numero = 1)"
    /// One pass over the table, in the order in which it lies.
    static let idle = """
        SELECT exercice FROM evenements AS premier WHERE numero = 1 AND instant < ?1 AND nom = ?2 \
        AND (SELECT max(instant) FROM evenements WHERE rang = premier.rang) < ?1
        """
    /// Nothing if something happened in it meanwhile.
    static let deleteIdle = """
        DELETE FROM evenements WHERE rang = (SELECT rang FROM evenements WHERE exercice = ?1 AND numero = 1) \
        AND (SELECT max(instant) FROM evenements AS autres WHERE autres.rang = evenements.rang) < ?2
        """
    /// Set with an erasure, and cleared once the file is rebuilt.
    static let markTraces = "PRAGMA user_version = 1", clearTraces = "PRAGMA user_version = 0"
    static let count = "SELECT (SELECT count(*) FROM evenements WHERE numero = 1) - (SELECT count(*) FROM evenements WHERE \(isOther))"
    static let lastRank = "SELECT coalesce(max(rang), 0) FROM evenements"
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

/// The attributes of an event as a JSON object.
enum Payload {
    static func written(_ attributs: [Attribut]) -> String {
        var json: [UInt8] = []
        json.reserveCapacity(128)
        json.append(UInt8(ascii: "{"))
        for attribut in attributs {
            if json.count > 1 { json.append(UInt8(ascii: ",")) }
            quote(attribut.nom, to: &json)
            json.append(UInt8(ascii: ":"))
            switch attribut.valeur {
            case .texte(let texte): quote(texte, to: &json)
            case .booleen(let booleen): json.append(contentsOf: (booleen ? "true" : "false").utf8)
            case .liste(let liste):
                for (index, element) in liste.enumerated() {
                    json.append(UInt8(ascii: index == 0 ? "[" : ","))
                    quote(element, to: &json)
                }
                json.append(contentsOf: (liste.isEmpty ? "[]" : "]").utf8)
            }
        }
        json.append(UInt8(ascii: "}"))
        return String(decoding: json, as: UTF8.self)
    }

    static func read(_ text: String) -> [Attribut]? {
        (try? JSONDecoder().decode([String: Value].self, from: Data(text.utf8)))?.map { Attribut(nom: $0.key, valeur: $0.value.value) }
    }

    private static func quote(_ text: String, to json: inout [UInt8]) {
        json.append(UInt8(ascii: "\""))
        for octet in text.utf8 {
            switch octet {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"): json += [UInt8(ascii: "\\"), octet]
            case 0..<0x20: json.append(contentsOf: ("\\u00" + (octet < 16 ? "0" : "") + String(octet, radix: 16)).utf8)
            default: json.append(octet)
            }
        }
        json.append(UInt8(ascii: "\""))
    }

    private struct Value: Decodable {
        let value: Attribut.Valeur

        init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            if let booleen = try? container.decode(Bool.self) { value = .booleen(booleen) }
            else if let texte = try? container.decode(String.self) { value = .texte(texte) }
            else { value = .liste(try container.decode([String].self)) }
        }
    }
}
