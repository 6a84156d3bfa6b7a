@testable import HTTP

/// The decoder of uploaded forms, whose boundary is `b`.
func fuzzMultipart(_ octets: [UInt8]) {
    guard let parts = decode(octets) else { return }
    require(parts.count <= maximumCount, "A form keeps to its limit of parts")
    var end = 0
    for part in parts {
        require(part.content.lowerBound > end && part.content.upperBound < octets.count, "Parts stand in their order, apart, in the body")
        end = part.content.upperBound
    }
    let contents = parts.map { Array(octets[$0.content]) }
    let encoded = encode(zip(parts.map(\.name), contents))
    let again = decode(encoded)
    require(again?.map(\.name) == parts.map(\.name) && again?.map { Array(encoded[$0.content]) } == contents, "What is encoded is decoded")
    require(decode(octets.dropLast(3)) == nil, "A form that is cut is no form")
}

private let maximumCount = 3

private func decode(_ octets: some Sequence<UInt8>) -> [FormPart]? {
    let octets = Array(octets)
    return try? decodeMultipart(octets.span, type: "multipart/form-data; boundary=b", maximumCount: maximumCount)
}

private func encode(_ parts: some Sequence<(String, [UInt8])>) -> [UInt8] {
    var encoded: [UInt8] = []
    for (name, content) in parts {
        let quoted = name.unicodeScalars.map { $0 == "\"" || $0 == "\\" ? "\\\($0)" : "\($0)" }.joined()
        encoded += Array("--b\r\nContent-Disposition: form-data; name=\"\(quoted)\"\r\n\r\n".utf8) + content + [.cr, .lf]
    }
    return encoded + Array("--b--\r\n".utf8)
}
