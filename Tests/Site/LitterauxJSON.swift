@testable import Markup

extension JSON: ExpressibleByDictionaryLiteral, ExpressibleByArrayLiteral, ExpressibleByStringInterpolation, ExpressibleByBooleanLiteral,
    ExpressibleByIntegerLiteral, ExpressibleByNilLiteral
{
    public init(dictionaryLiteral elements: (String, JSON)...) { self = .object(elements.map { Member(name: $0.0, value: $0.1) }) }
    public init(arrayLiteral elements: JSON...) { self = .array(elements) }
    public init(stringLiteral value: String) { self = .string(value) }
    public init(booleanLiteral value: Bool) { self = .bool(value) }
    public init(integerLiteral value: Int) { self = .number(String(value)) }
    public init(nilLiteral: ()) { self = .null }

    init(_ text: String?) { self = text.map(JSON.string) ?? .null }
    init(_ number: Int) { self = .number(String(number)) }

    subscript(name: String) -> JSON? {
        if case .object(let members) = self { members.first { $0.name == name }?.value } else { nil }
    }
    var texte: String? { if case .string(let texte) = self { texte } else { nil } }
    var elements: [JSON] { if case .array(let elements) = self { elements } else { [] } }

    /// Written anew.
    var bytes: [UInt8] { JSONWriter.bytes { write(to: &$0) } }

    private func write(to json: inout JSONWriter) {
        switch self {
        case .null: json.null()
        case .bool(let value): json.bool(value)
        case .number(let text): json.number(Int(text) ?? 0)
        case .string(let text): json.string(text)
        case .array(let values): json.array(values) { $1.write(to: &$0) }
        case .object(let members): json.object { json in for member in members { json.member(named: member.name) { member.value.write(to: &$0) } } }
        }
    }
}

extension JSON? {
    /// `json / "demarche" / "etape"`.
    static func / (json: JSON?, nom: String) -> JSON? { json?[nom] }
}
