/// The sRGB colour space as an ICC profile, version 4.2 (ISO 15076-1; constants of IEC 61966-2-1, adapted to D50).
enum ICCProfile {
    static let sRGB: [UInt8] = {
        let tags: [(signature: String, data: [UInt8])] = [
            ("desc", text("sRGB")),
            ("cprt", text("CC0")),
            ("wtpt", xyz(0.9642, 1, 0.8249)),
            ("chad", tag("sf32", [1.04788, 0.02292, -0.05022, 0.02959, 0.99048, -0.01707, -0.00925, 0.01508, 0.75168].flatMap(fixed))),
            ("rXYZ", xyz(0.43607, 0.22249, 0.01392)),
            ("gXYZ", xyz(0.38515, 0.71687, 0.09708)),
            ("bXYZ", xyz(0.14307, 0.06061, 0.71410)),
            ("rTRC", transferCurve),
        ]
        let shared = ["gTRC", "bTRC"]
        var directory = ByteSink()
        var content = ByteSink()
        let start = 128 + 4 + (tags.count + shared.count) * 12
        directory.bigEndian(tags.count + shared.count, width: 4)
        for entry in tags {
            for name in entry.signature == "rTRC" ? ["rTRC"] + shared : [entry.signature] {
                directory.raw(name)
                directory.bigEndian(start + content.count, width: 4)
                directory.bigEndian(entry.data.count, width: 4)
            }
            content.raw(entry.data)
        }
        var profile = ByteSink()
        profile.bigEndian(start + content.count, width: 4)
        profile.bigEndian(0, width: 4)
        profile.bigEndian(0x0420_0000, width: 4)
        profile.raw("mntrRGB XYZ ")
        for part in [2022, 1, 1, 0, 0, 0] { profile.bigEndian(part, width: 2) }
        profile.raw("acsp")
        profile.raw([UInt8](repeating: 0, count: 28))
        profile.raw([0.9642, 1, 0.8249].flatMap(fixed))
        profile.raw([UInt8](repeating: 0, count: 48))
        profile.raw(directory.bytes)
        profile.raw(content.bytes)
        return profile.bytes
    }()

    static let deflatedSRGB = deflated(sRGB)

    /// ((X + 0.055) / 1.055)^2.4 above 0.04045, X / 12.92 below: function type 3.
    private static let transferCurve = tag(
        "para", [0, 3, 0, 0] + [2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045].flatMap(fixed))

    private static func xyz(_ x: Double, _ y: Double, _ z: Double) -> [UInt8] { tag("XYZ ", [x, y, z].flatMap(fixed)) }

    /// One text, in English.
    private static func text(_ text: String) -> [UInt8] {
        let units = text.utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }
        let padded = units + [UInt8](repeating: 0, count: (4 - units.count % 4) % 4)
        return tag("mluc", [0, 0, 0, 1, 0, 0, 0, 12] + Array("enUS".utf8) + [0, 0, 0, UInt8(units.count), 0, 0, 0, 28] + padded)
    }

    private static func tag(_ signature: String, _ data: [UInt8]) -> [UInt8] { Array(signature.utf8) + [0, 0, 0, 0] + data }

    /// s15Fixed16Number.
    private static func fixed(_ value: Double) -> [UInt8] {
        let bits = UInt32(bitPattern: Int32(value * 65_536 + (value < 0 ? -0.5 : 0.5)))
        return (0..<4).map { UInt8(truncatingIfNeeded: bits >> (24 - $0 * 8)) }
    }
}
