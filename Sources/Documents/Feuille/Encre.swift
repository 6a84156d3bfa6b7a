import PDF

/// The colours of the exercise book on white paper: they keep their order of darkness when printed in grey.
enum Encre {
    static let papier = Color(0xFFFFFF)
    static let texte = Color(0x1D2440)
    static let douce = Color(0x474D6C)
    static let reglure = Color(0xC9D3EE)
    static let violet = Color(0x5B2A86)
    static let ocre = Color(0xF4C430)
    static let surOcre = Color(0x2B2100)
    /// Of the mark across the page: seen at a glance, and read through without effort.
    static let filigrane = Color(0xECE6F3)
}
