/// Why a PNG file (ISO/IEC 15948) is not taken as an image.
public enum PNGError: Error, Equatable, Sendable {
    /// It does not begin with the eight octets of PNG.
    case notPNG
    /// It ends inside a chunk, or before the last one.
    case truncated
    /// The check of that chunk does not agree with its octets.
    case damagedChunk(String)
    /// That chunk stands where it cannot, twice, without one that it needs, or in an image of a kind that has none.
    case misplacedChunk(String)
    /// A field of that chunk has a value that the standard does not know, or a length that it does not allow.
    case invalidChunk(String)
    /// The standard does not name that chunk, and it says that the image cannot be read without it.
    case unknownChunk(String)
    /// Adam7: save it without interlacing.
    case interlaced
    /// More dots, or more octets of dots, than the caller allows.
    case tooLarge
    /// Its dots are not a zlib stream (RFC 1950) of exactly the rows that its header announces.
    case damagedDots
}
