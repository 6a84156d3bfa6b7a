import Server

/// The files of `Public/` as they are built into the program: SwiftPM flattens their names, so that each is given its
/// address here. A test holds this list against the folder.
enum Public {
    static let files = Files(entries, fields: Defense.builtIn)

    static let entries: [String: [UInt8]] = [
        "/copie.js": PackageResources.copie_js,
        "/favicon.ico": PackageResources.favicon_ico,
        "/formation.css": worn(PackageResources.formation_css),
        "/formation.js": PackageResources.formation_js,
        "/garde.js": PackageResources.garde_js,
        "/icone-180.png": PackageResources.icone_180_png,
        "/icone.svg": PackageResources.icone_svg,
        "/impression.css": worn(PackageResources.impression_css),
        "/imprimer.js": PackageResources.imprimer_js,
        "/manifest.webmanifest": PackageResources.manifest_webmanifest,
        "/retour.js": PackageResources.retour_js,
        "/salle.js": PackageResources.salle_js,
        "/style.css": worn(PackageResources.style_css),
        "/suite.css": worn(PackageResources.suite_css),
        "/suivi.js": PackageResources.suivi_js,
    ]

    /// A style sheet without its comments and its blanks: a first page waits for its octets. Ours says in a string nothing
    /// that is taken here, and ends each line where a blank means nothing.
    private static func worn(_ sheet: [UInt8]) -> [UInt8] {
        let pieces = String(decoding: sheet, as: UTF8.self).split(separator: "/*", omittingEmptySubsequences: false)
        let rules = pieces.enumerated().map { rank, piece in rank == 0 ? piece : piece.split(separator: "*/", maxSplits: 1, omittingEmptySubsequences: false).last ?? "" }
        let lines = rules.joined().split(whereSeparator: \.isNewline).map { $0.drop(while: \.isWhitespace) }
        return Array(lines.joined().replacing(" {", with: "{").replacing("{ ", with: "{").replacing("; ", with: ";").replacing(";}", with: "}").utf8)
    }
}
