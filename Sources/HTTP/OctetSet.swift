/// A set of ASCII octets, as the grammars of RFC 9110 and RFC 3986 define them. No octet of 0x80 or above
/// belongs to any of these sets.
struct OctetSet: Sendable {
    private let low: UInt64
    private let high: UInt64

    init(_ members: String) {
        var low: UInt64 = 0
        var high: UInt64 = 0
        for octet in members.utf8 {
            if octet < 64 { low |= 1 << UInt64(octet) } else { high |= 1 << UInt64(octet - 64) }
        }
        (self.low, self.high) = (low, high)
    }

    func contains(_ octet: UInt8) -> Bool {
        let word = octet < 64 ? low : octet < 128 ? high : 0
        return word >> UInt64(octet & 63) & 1 == 1
    }

    private static let alphanumeric = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"

    /// tchar, RFC 9110 §5.6.2.
    static let token = OctetSet(alphanumeric + "!#$%&'*+-.^_`|~")

    /// What a path and a query may hold: pchar, `/` and `?` (RFC 3986 §3.3, §3.4), and the seven octets that
    /// the URL Standard lets a browser leave unencoded there.
    static let target = OctetSet(alphanumeric + "-._~" + "!$&'()*+,;=" + ":@%/?" + "[]{}|\\^`")

    /// reg-name, RFC 3986 §3.2.2.
    static let regName = OctetSet(alphanumeric + "-._~" + "!$&'()*+,;=" + "%")

    /// What an address of a later version may hold: IPvFuture, RFC 3986 §3.2.2.
    static let ipFuture = OctetSet(alphanumeric + "-._~" + "!$&'()*+,;=" + ":")
}
