import Glibc

/// What may be given any octets. Each breaks, by ``require(_:_:)``, where a property does not hold.
private let targets: [String: @Sendable ([UInt8]) -> Void] = [
    "head": fuzzHead, "chunked": fuzzChunked, "form": fuzzForm, "multipart": fuzzMultipart, "json": fuzzJSON,
    "font": fuzzFont, "image": fuzzImage,
]

private let target = {
    let name = getenv("FUZZ_TARGET").map { String(cString: $0) } ?? ""
    guard let target = targets[name] else { fatalError("FUZZ_TARGET is one of \(targets.keys.sorted().joined(separator: ", "))") }
    return target
}()

@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    // libFuzzer owns the octets for the call only: they are copied.
    target(Array(UnsafeBufferPointer(start: start, count: count)))
    return 0
}

func require(_ property: Bool, _ name: StaticString) {
    guard property else { fatalError("This does not hold: \(name)") }
}

/// A place in `octets` (its end included) that depends on nothing but them.
func somePlace(in octets: [UInt8]) -> Int {
    var hash: UInt32 = 2_166_136_261
    for octet in octets { hash = (hash ^ UInt32(octet)) &* 16_777_619 }
    return Int(hash) % (octets.count + 1)
}
