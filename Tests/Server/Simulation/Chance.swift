/// Chance that a seed tells wholly (SplitMix64).
struct Chance: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var value = state
        value = (value ^ value >> 30) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ value >> 27) &* 0x94D0_49BB_1331_11EB
        return value ^ value >> 31
    }

    mutating func below(_ bound: Int) -> Int { bound <= 1 ? 0 : Int(next() % UInt64(bound)) }
    /// Once in so many times.
    mutating func once(in count: Int) -> Bool { below(count) == 0 }
    /// Up to `most`, but often one or all.
    mutating func some(of most: Int) -> Int {
        switch below(4) {
        case 0: min(1, most)
        case 1: most
        default: most == 0 ? 0 : 1 + below(most)
        }
    }
}
