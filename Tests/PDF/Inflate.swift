import CZlib

/// What zlib makes of deflated bytes.
func inflated(_ bytes: [UInt8], count: Int) -> [UInt8] {
    var output = [UInt8](repeating: 0, count: count)
    var length = UInt(count)
    let status = uncompress(&output, &length, bytes, UInt(bytes.count))
    return status == Z_OK && length == UInt(count) ? output : []
}
