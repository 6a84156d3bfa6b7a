/// Why a `multipart/form-data` body cannot be read.
public enum MultipartError: Error, Equatable, Sendable {
    /// Another media type, or no boundary of 1 to 70 characters (RFC 2046 §5.1.1).
    case mediaType
    /// The body does not begin with the boundary, ends before the closing one, or goes on after it.
    case boundary
    /// A part does not begin with fields, one of which names it (RFC 7578 §4.2).
    case head
    case tooManyParts
}

/// A part of a `multipart/form-data` body.
public struct FormPart: Equatable, Sendable {
    /// The field of the form that it is.
    public let name: String
    /// Where its content stands in the body.
    public let content: Range<Int>
}

/// The parts of a `multipart/form-data` body (RFC 7578), in order, found in one pass and left where they are. Strict:
/// nothing stands before the first boundary, nor after the last but for one end of line. What a part says of itself
/// besides its name (a file's name, a type) is not looked at.
/// - Parameters:
///   - type: the value of Content-Type.
///   - maximumCount: the parts beyond which a form is refused.
public func decodeMultipart(_ body: borrowing Span<UInt8>, type: String, maximumCount: Int = 10) throws(MultipartError) -> [FormPart] {
    guard let type = MediaParameters(type), type.value == "multipart/form-data", let boundary = type["boundary"], OctetSet.isBoundary(boundary) else {
        throw .mediaType
    }
    let delimiter = Array("\r\n--\(boundary)".utf8)
    guard body.holds(delimiter.dropFirst(2), at: 0) else { throw .boundary }
    var index = delimiter.count - 2
    var parts: [FormPart] = []
    while !body.holds([UInt8(ascii: "-"), UInt8(ascii: "-")], at: index) {
        guard body.holds([.cr, .lf], at: index) else { throw .boundary }
        guard parts.count < maximumCount else { throw .tooManyParts }
        let (name, start) = try partHead(body, at: index + 2)
        index = start
        while !body.holds(delimiter[...], at: index) {
            guard index < body.count else { throw .boundary }
            index += 1
        }
        parts.append(FormPart(name: name, content: start..<index))
        index += delimiter.count
    }
    guard index + 2 == body.count || index + 4 == body.count && body.holds([.cr, .lf], at: index + 2) else { throw .boundary }
    return parts
}

/// The name of the part whose head begins at `index`, and where its content begins.
private func partHead(_ body: borrowing Span<UInt8>, at index: Int) throws(MultipartError) -> (name: String, content: Int) {
    let longestLine = 4_096
    var index = index, name: String?
    while true {
        let outcome: FieldLine.Outcome
        do { outcome = try FieldLine.read(body.extracting(first: index + longestLine), at: index, origin: index) } catch { throw .head }
        switch outcome {
        case .incomplete: throw .head
        case .end(let content):
            guard let name else { throw .head }
            return (name, content)
        case .field(let line, let next):
            let field = line.name.lowerBound + index..<line.name.upperBound + index
            if FieldName.contentDisposition.matches(body, field) {
                let value = MediaParameters(body.string(line.value.lowerBound + index..<line.value.upperBound + index))
                guard name == nil, let value, value.value == "form-data", let given = value["name"] else { throw .head }
                name = given
            }
            index = next
        }
    }
}

extension OctetSet {
    /// bchars, RFC 2046 §5.1.1.
    private static let boundary = OctetSet("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'()+_,-./:=? ")

    fileprivate static func isBoundary(_ text: String) -> Bool {
        (1...70).contains(text.utf8.count) && text.utf8.allSatisfy(boundary.contains) && !text.hasSuffix(" ")
    }
}

extension Span<UInt8> {
    fileprivate func holds(_ octets: ArraySlice<UInt8>, at start: Int) -> Bool {
        guard start + octets.count <= count else { return false }
        for (offset, octet) in octets.enumerated() where self[start + offset] != octet { return false }
        return true
    }
}
