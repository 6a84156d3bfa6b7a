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
                    exercice BLOB NOT NULL,    -- 128 random bits
                    numero   INTEGER NOT NULL, -- 1, 2, 3… in one exercice
                    instant  INTEGER NOT NULL, -- milliseconds since 1970, by the clock on the wall
                    nom      TEXT NOT NULL,
                    corps    TEXT NOT NULL,    -- a JSON object
                    PRIMARY KEY (exercice, numero)
                ) WITHOUT ROWID, STRICT;
                CREATE INDEX commencements ON evenements (instant) WHERE numero = 1;
                """)
        }
        return migrations
    }

    static let ajout = "INSERT INTO evenements VALUES (?1, ?2, ?3, ?4, ?5)"
    /// Adds nothing unless the exercice stands just before that number.
    static let ajoutSiVersion = """
        INSERT INTO evenements SELECT ?1, ?2, ?3, ?4, ?5 \
        WHERE (SELECT coalesce(max(numero), 0) FROM evenements WHERE exercice = ?1) = ?2 - 1
        """
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
