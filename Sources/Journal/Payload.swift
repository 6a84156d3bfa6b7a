import Foundation
import Procedure

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
        defer { json.append(UInt8(ascii: "\"")) }
        // Most texts need no escape: they are copied whole.
        guard needsEscape(text.utf8Span.span) else { return json.append(contentsOf: text.utf8) }
        for octet in text.utf8 {
            switch octet {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"): json += [UInt8(ascii: "\\"), octet]
            case 0..<0x20: json.append(contentsOf: ("\\u00" + (octet < 16 ? "0" : "") + String(octet, radix: 16)).utf8)
            default: json.append(octet)
            }
        }
    }

    private static func needsEscape(_ octets: Span<UInt8>) -> Bool {
        for index in octets.indices where octets[index] < 0x20 || octets[index] == UInt8(ascii: "\"") || octets[index] == UInt8(ascii: "\\") { return true }
        return false
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
