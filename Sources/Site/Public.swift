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

    /// A style sheet without its comments, the blanks that mean nothing and the last semicolon of each rule: a first page
    /// waits for its octets. Ours holds none of these in a string.
    private static func worn(_ sheet: [UInt8]) -> [UInt8] {
        let opening = Array("/*".utf8), closing = Array("*/".utf8), ending = Array("{};,:".utf8)
        var worn: [UInt8] = [], index = 0, isComment = false
        worn.reserveCapacity(sheet.count)
        while index < sheet.count {
            let rest = sheet[index...], octet = sheet[index]
            if rest.starts(with: isComment ? closing : opening) {
                isComment.toggle()
                index += 2
                continue
            }
            index += 1
            let isBlank = octet == UInt8(ascii: "\n") || octet == UInt8(ascii: " ")
            if isComment || isBlank && (worn.last.map(ending.contains) ?? true || rest.dropFirst().first == UInt8(ascii: "{")) { continue }
            if octet == UInt8(ascii: "}"), worn.last == UInt8(ascii: ";") { worn.removeLast() }
            worn.append(octet)
        }
        return worn
    }
}
