@testable import HTTP

private let maximumCount = 6

/// The form decoder, and the decoder of paths below it.
func fuzzForm(_ octets: [UInt8]) {
    let whole = decode(octets)
    if case .success(let fields) = whole {
        require(fields.count <= maximumCount, "A form keeps to its limit")
        require(fields.reduce(0) { $0 + $1.name.utf8.count + $1.value.utf8.count } <= octets.count, "Decoding makes nothing longer")
        require(decode(encode(fields)) == whole, "What is encoded is decoded")
    }
    if let cut = octets[somePlace(in: octets)...].firstIndex(of: UInt8(ascii: "&")) {
        let (left, right) = (decode(Array(octets[..<cut])), decode(Array(octets[(cut + 1)...])))
        require(agrees(whole, left, right), "A form is the fields before an ampersand, then those after it")
    }
    let text = String(decoding: octets, as: UTF8.self)
    if let path = PercentEncoding.decode(text) {
        require(path.utf8.count <= text.utf8.count, "Decoding makes no path longer")
        require(PercentEncoding.decode(encode(path, space: "%20")) == path, "A path that is encoded is decoded")
    }
}

private struct Field: Equatable { let name, value: String }

private func decode(_ octets: [UInt8]) -> Result<[Field], FormError> {
    do throws(FormError) {
        return .success(try decodeForm(octets, maximumCount: maximumCount).map { Field(name: $0.name, value: $0.value) })
    } catch { return .failure(error) }
}

private func agrees(_ whole: Result<[Field], FormError>, _ left: Result<[Field], FormError>, _ right: Result<[Field], FormError>) -> Bool {
    switch (left, right) {
    case (.failure, _): whole == left
    case (.success(let before), .success(let after)):
        whole == (before.count + after.count > maximumCount ? .failure(.tooManyFields) : .success(before + after))
    // The limit may be met before the fault.
    case (.success, .failure): whole == right || whole == .failure(.tooManyFields)
    }
}

private func encode(_ fields: [Field]) -> [UInt8] {
    Array(fields.map { encode($0.name, space: "+") + "=" + encode($0.value, space: "+") }.joined(separator: "&").utf8)
}

private func encode(_ text: String, space: String) -> String {
    text.utf8.reduce(into: "") { encoded, octet in
        switch octet {
        case .space: encoded += space
        case _ where OctetSet.token.contains(octet) && ![UInt8(ascii: "%"), UInt8(ascii: "+"), UInt8(ascii: "&")].contains(octet):
            encoded.unicodeScalars.append(Unicode.Scalar(octet))
        default: encoded += "%" + (octet < 16 ? "0" : "") + String(octet, radix: 16)
        }
    }
}
