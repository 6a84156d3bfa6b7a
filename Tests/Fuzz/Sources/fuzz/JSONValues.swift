@testable import Markup

/// The JSON reader, against the writer of the same house.
func fuzzJSON(_ octets: [UInt8]) {
    guard let value = try? JSON(octets) else { return }
    require(value.depth <= JSON.maximumDepth && value.breadth <= JSON.maximumMembers, "Values keep to their limits")
    let written = JSONWriter.bytes { value.write(to: &$0) }
    require((try? JSON(written)).map { json in JSONWriter.bytes { json.write(to: &$0) } } == written, "What is written is read")
    require((try? JSON([0x20, 0x0A] + octets + [0x0D, 0x09])) == value, "Space around a value changes nothing")
    require((try? JSON(octets + Array(",".utf8))) == nil && (try? JSON(octets + octets)) == nil || value.isBare, "There is one value")
    // Only a bare word may have a beginning that is a value too.
    let cut = somePlace(in: written)
    if !value.isBare, cut < written.count { require((try? JSON(Array(written[..<cut]))) == nil, "A part of a value is no value") }
}

extension JSON {
    fileprivate var isBare: Bool {
        switch self {
        case .null, .bool, .number: true
        case .string, .array, .object: false
        }
    }

    fileprivate var depth: Int {
        switch self {
        case .null, .bool, .number, .string: 1
        case .array(let values): 1 + (values.map(\.depth).max() ?? 0)
        case .object(let members): 1 + (members.map(\.value.depth).max() ?? 0)
        }
    }

    /// The members of its largest object.
    fileprivate var breadth: Int {
        switch self {
        case .null, .bool, .number, .string: 0
        case .array(let values): values.map(\.breadth).max() ?? 0
        case .object(let members): max(members.count, members.map(\.value.breadth).max() ?? 0)
        }
    }

    fileprivate func write(to json: inout JSONWriter) {
        switch self {
        case .null: json.null()
        case .bool(let value): json.bool(value)
        case .number(let text): json.verbatim(Array(text.utf8))
        case .string(let text): json.string(text)
        case .array(let values): json.array(values) { $1.write(to: &$0) }
        case .object(let members): json.object { json in for member in members { json.member(named: member.name) { member.value.write(to: &$0) } } }
        }
    }
}
