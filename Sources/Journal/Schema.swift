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
        return migrations
    }

    static let commencement = "INSERT INTO evenements VALUES (?1, 1, ?2, ?3, ?4, ?5)"
    static let ajout = "INSERT INTO evenements VALUES (?1, ?2, ?3, ?4, ?5, NULL)"
    /// Adds nothing unless the exercice stands just before that number.
    static let ajoutSiVersion = """
        INSERT INTO evenements SELECT ?1, ?2, ?3, ?4, ?5, NULL \
        WHERE (SELECT max(numero) FROM evenements WHERE rang = ?1) = ?2 - 1
        """
    static let rang = "SELECT rang FROM evenements WHERE exercice = ? AND numero = 1"
    static let lignes = "SELECT numero, instant, nom, corps FROM evenements WHERE rang = ? ORDER BY numero"
    static let effacement = "DELETE FROM evenements WHERE rang = ?"
    /// Set with an erasure, and cleared once the file is rebuilt.
    static let tracesRestantes = "PRAGMA user_version = 1", sansTrace = "PRAGMA user_version = 0"
    static let compte = "SELECT count(*) FROM evenements WHERE numero = 1"
    static let dernierRang = "SELECT coalesce(max(rang), 0) FROM evenements"
}

extension ExerciceID {
    /// Sixteen bytes, big-endian.
    var octets: Data {
        var octets = Data(capacity: 16)
        for mot in [haut, bas] { withUnsafeBytes(of: mot.bigEndian) { octets.append(contentsOf: $0) } }
        return octets
    }
}

/// The attributes of an event as a JSON object.
enum Corps {
    static func ecrit(_ attributs: [Attribut]) -> String {
        if attributs.isEmpty { return "{}" }
        return "{" + attributs.map { "\(chaine($0.nom)):\(valeur($0.valeur))" }.joined(separator: ",") + "}"
    }

    static func lu(_ texte: String) -> [Attribut]? {
        (try? JSONDecoder().decode([String: Valeur].self, from: Data(texte.utf8)))?.map { Attribut(nom: $0.key, valeur: $0.value.lue) }
    }

    private static func valeur(_ valeur: Attribut.Valeur) -> String {
        switch valeur {
        case .texte(let texte): chaine(texte)
        case .booleen(let booleen): booleen ? "true" : "false"
        case .liste(let liste): "[" + liste.map(chaine).joined(separator: ",") + "]"
        }
    }

    private static func chaine(_ texte: String) -> String {
        if texte.utf8.allSatisfy({ $0 >= 0x20 && $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "\\") }) { return "\"" + texte + "\"" }
        var sortie = "\""
        for scalaire in texte.unicodeScalars {
            switch scalaire {
            case "\"", "\\": sortie += "\\\(scalaire)"
            case ..<" ": sortie += "\\u00" + (scalaire.value < 16 ? "0" : "") + String(scalaire.value, radix: 16)
            default: sortie.unicodeScalars.append(scalaire)
            }
        }
        return sortie + "\""
    }

    private struct Valeur: Decodable {
        let lue: Attribut.Valeur

        init(from decodeur: any Decoder) throws {
            let boite = try decodeur.singleValueContainer()
            if let booleen = try? boite.decode(Bool.self) { lue = .booleen(booleen) }
            else if let texte = try? boite.decode(String.self) { lue = .texte(texte) }
            else { lue = .liste(try boite.decode([String].self)) }
        }
    }
}
