import Server

/// The files of `Public/` as they are built into the program: SwiftPM flattens their names, so that each is given its
/// address here. A test holds this list against the folder.
enum Public {
    static let files = Files(entries, fields: Defense.builtIn)

    static let entries: [String: [UInt8]] = [
        "/copie.js": PackageResources.copie_js,
        "/favicon.ico": PackageResources.favicon_ico,
        "/formation.css": PackageResources.formation_css,
        "/formation.js": PackageResources.formation_js,
        "/garde.js": PackageResources.garde_js,
        "/icone-180.png": PackageResources.icone_180_png,
        "/icone.svg": PackageResources.icone_svg,
        "/impression.css": PackageResources.impression_css,
        "/imprimer.js": PackageResources.imprimer_js,
        "/manifest.webmanifest": PackageResources.manifest_webmanifest,
        "/retour.js": PackageResources.retour_js,
        "/salle.js": PackageResources.salle_js,
        "/style.css": PackageResources.style_css,
        "/suite.css": PackageResources.suite_css,
        "/suite.js": PackageResources.suite_js,
        "/suivi.js": PackageResources.suivi_js,
    ]
}
