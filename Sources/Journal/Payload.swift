import Markup
import Procedure

/// The attributes of an event as a JSON object.
enum Payload {
    static func written(_ attributs: [Attribut]) -> String {
        let octets = JSONWriter.bytes { json in
            json.object { json in
                for attribut in attributs {
                    json.member(named: attribut.nom) { json in
                        switch attribut.valeur {
                        case .texte(let texte): json.string(texte)
                        case .booleen(let booleen): json.bool(booleen)
                        case .liste(let liste): json.array(liste) { $0.string($1) }
                        }
                    }
                }
            }
        }
        return String(decoding: octets, as: UTF8.self)
    }

    /// `nil` for what was not written so.
    static func read(_ text: String) -> [Attribut]? {
        guard case .object(let members)? = try? JSON(Array(text.utf8)) else { return nil }
        var attributs: [Attribut] = []
        for member in members {
            guard let valeur = valeur(member.value) else { return nil }
            attributs.append(Attribut(nom: member.name, valeur: valeur))
        }
        return attributs
    }

    private static func valeur(_ json: JSON) -> Attribut.Valeur? {
        switch json {
        case .string(let texte): return .texte(texte)
        case .bool(let booleen): return .booleen(booleen)
        case .array(let values):
            var liste: [String] = []
            for value in values {
                guard case .string(let texte) = value else { return nil }
                liste.append(texte)
            }
            return .liste(liste)
        case .null, .number, .object: return nil
        }
    }
}
