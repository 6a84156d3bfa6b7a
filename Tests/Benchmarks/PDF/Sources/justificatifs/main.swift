// justificatifs time COUNT      makes that many, signed, and prints microseconds, octets and memory as JSON
// justificatifs random COUNT    writes that many with random names to standard output
// justificatifs each DIRECTORY  writes one of each decision, two with the longest texts, and the certificate that signed them
// justificatifs kit PLACES      makes the kit of a room again and again, and prints the median in milliseconds and its octets as JSON
// justificatifs images DIRECTORY  writes pages.pdf there, a page for each of its PNG files, with a text in all the letters of the font

import Documents
import Foundation
import PDF

let decisions: [(nom: String, decision: Justificatif.Decision)] = [
    ("opposition", .opposition), ("activation", .activation), ("cloture", .cloture(suppression: false)),
    ("cloture-suppression", .cloture(suppression: true)),
]

func justificatif(_ index: Int, _ decision: Justificatif.Decision, nom: String, representant: String? = nil) -> Justificatif {
    let reference = "EXERCICE-7KQ2-M4XA-\(String(UInt64(index) &* 0x9E37_79B9_7F4A_7C15, radix: 36).uppercased().filter { !$0.isNumber })"
    return Justificatif(
        reference: reference, decision: decision, nom: nom, representant: representant, nir: "958030010100724", canal: .enLigne,
        dateExercice: DateHeure(annee: 2022, mois: 2, jour: 1 + index % 28, heure: 10, minute: index % 60),
        instantReel: 1_795_300_920 + Int64(index), verification: "http://127.0.0.1:8080/verification?reference=\(reference)")
}

/// In kilobytes, without the pages of the program itself, which come in when they are first run.
func anonymousMemory() -> Int {
    let status = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
    return status.firstMatch(of: /RssAnon:\s+(\d+) kB/).flatMap { Int($0.1) } ?? 0
}

func time(_ count: Int, _ keyring: Keyring) throws {
    let noms = ["Odile Vautrin", "Marius Delbosc", "Clarisse Aubanel", "Nour Belkhiri"]
    // Written once from end to end: memory that is counted early is not counted late.
    var times = [Double](repeating: 0, count: count)
    var (early, size) = (0, 0)
    for index in 0..<count {
        let document = justificatif(index, .opposition, nom: noms[index % noms.count])
        let start = DispatchTime.now().uptimeNanoseconds
        size = max(size, try document.pdf(signedBy: keyring).count)
        times[index] = Double(DispatchTime.now().uptimeNanoseconds - start) / 1000
        if index == count / 10 { early = anonymousMemory() }
    }
    let late = anonymousMemory()
    times.sort()
    let whole = try justificatif(0, .opposition, nom: "Œdipe L’Haÿ-Güell").pdf(signedBy: keyring).count
    print("""
        {"median": \(times[count / 2]), "p90": \(times[count * 9 / 10]), "octets": \(size), "octetsFrench": \(whole), \
        "memoryEarly": \(early), "memoryLate": \(late)}
        """)
}

/// Each as one line of JSON (reference, name, representative, octets), then the file.
func random(_ count: Int, _ keyring: Keyring) throws {
    let letters = Array(
        " -’ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789.,;:!?()«»ÀÂÆÇÉÈÊËÎÏÔÙÛÜŸŒàâæçéèêëîïôùûüÿœ•·…€\u{A0}\u{202F}"
            + "ĄĆČĎĐĖĘĚĞĢĮŁŃŇŐŒŘŚŞŠȚŤŪŮŹŻŽąćčďđėęěğģįłńňőřśşšțťūůźżžÞþßðÐ")
    // The same on every machine.
    var state: UInt64 = 20_220_204
    func next(_ bound: Int) -> Int {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Int(state >> 33) % bound
    }
    func name() -> String {
        // Names of French letters, and one in sixteen of all Europe's.
        let bound = next(16) == 0 ? letters.count : letters.count - 61
        let text = String((0..<1 + next(next(8) == 0 ? 200 : 40)).map { _ in letters[next(bound)] })
        return text.contains { !$0.isWhitespace } ? text : "Odile"
    }
    for index in 0..<count {
        let document = justificatif(index, decisions[next(4)].decision, nom: name(), representant: next(2) == 0 ? name() : nil)
        let file = try document.pdf(signedBy: keyring)
        let head = try JSONEncoder().encode([document.reference, document.nom, document.representant ?? "", String(file.count)])
        FileHandle.standardOutput.write(head + [0x0A] + file)
    }
}

/// Two hundred letters each: names that wrap at spaces, at hyphens and nowhere, and an address.
func longest() -> [(nom: String, justificatif: Justificatif)] {
    let spaced = String(repeating: "Marie-Bénédicte de L’Haÿ-Kœnig ", count: 7).prefix(200)
    let solid = String(repeating: "Wœrthington", count: 19).prefix(200)
    let address = "http://exercices-de-la-maison-france-services.example:8080/verification?reference=EXERCICE-7KQ2-M4XA-9PLT-3HNW"
    return [("long", spaced, solid), ("solid", solid, spaced)].map { name, person, representative in
        var document = justificatif(1, .opposition, nom: String(person), representant: String(representative))
        document.verification = address + "&" + String(repeating: "x", count: 199 - address.utf8.count)
        return (name, document)
    }
}

/// A room where each third place acts for somebody else too.
func kit(_ places: Int) throws {
    func letter(_ nom: String, _ code: String) -> Kit.Courrier {
        Kit.Courrier(
            nature: "Lettre", expediteur: "Mon espace santé (service imité)", destinataire: [nom, "3 impasse des Glycines", "99000 Valfleury"],
            date: "mardi 1er février 2022", objet: "Mon espace santé\u{A0}: information pour \(nom)", paragraphes: [
                "Un espace numérique de santé va être créé pour \(nom).",
                "Vous pouvez l’activer, ou vous y opposer, jusqu’au 15/03/2022. Sans réponse, il s’ouvre automatiquement.",
                "Code provisoire\u{A0}: \(code). Il est valable six semaines et ne sert qu’une fois.", "En ligne, ou au 3422, du lundi au vendredi, de 8\u{A0}h\u{A0}30 à 17\u{A0}h\u{A0}30.",
            ], code: code)
    }
    let fiches = (0..<places).map { rank in
        let nom = "Odile Vautrin", code = "FICTIFa7Kq2Z"
        let personnes = rank % 3 == 0 ? [Kit.Personne(nom: "Lila Vautrin", lien: "enfant", dateNaissance: "22 avril 2015", code: code)] : []
        return Kit.Fiche(
            nom: nom, role: "Vous avez reçu le courrier il y a une semaine. Vous ne voulez pas de Mon espace santé.", nir: "958030010100724",
            dateNaissance: "14 mars 1958", adresse: "3 impasse des Glycines, 99000 Valfleury", email: "odile.vautrin@courriel.example", telephone: "06 39 98 01 07",
            carte: Kit.Carte(modele: rank % 2 == 0 ? .avecPhoto : .sansPhoto, serie: "00000001234", emetteur: "0000000017", legende: "À droite de la photo, il y a un long numéro."),
            personnes: personnes, courriers: [letter(nom, code)] + personnes.map { letter($0.nom, code) })
    }
    let kit = Kit(
        adresse: "http://192.168.1.20:8080/rejoindre?code=BCD-FGH", code: "BCD-FGH", plan: Kit.Plan(titre: "45\u{A0}minutes", etapes: [("S’opposer", 15), ("On en parle", 30)]),
        situations: (1...4).map { Kit.Situation(cle: "S\($0)", titre: "S’opposer avec le code du courrier", source: "CGU", chemin: ["S’identifier", "Choisir", "Confirmer"]) },
        fiches: fiches, places: fiches.enumerated().map { Kit.Place(numero: $0 + 1, reprise: "BDFG-HJKM", situation: "S1", fiche: $1) })
    var size = 0
    let times = try (0..<25).map { _ in
        let start = DispatchTime.now().uptimeNanoseconds
        size = try kit.pdf(instant: 1_795_300_920).count
        return Double(DispatchTime.now().uptimeNanoseconds - start) / 1e6
    }
    print("{\"milliseconds\": \(times.sorted()[12]), \"octets\": \(size)}")
}

/// Each PNG file as a figure on a page of its own, over a tint that shows through where it is not opaque; more letters
/// than one octet tells apart.
func images(_ folder: String) throws {
    let font = try TrueTypeFont(Array(Data(contentsOf: URL(filePath: "Sources/Documents/Fonts/NotoSans-Regular.ttf"))))
    let letters = (0x20...0x2120).compactMap(Unicode.Scalar.init).filter { (try? FontSubset(font, letters: [$0])) != nil }
    let style = TextStyle(try FontSubset(font, letters: letters), size: 12)
    var text = ""
    for letter in letters { text.unicodeScalars.append(letter) }
    var document = Document(Metadata(title: "Images", author: "Essai", subject: "Toutes sortes d’images", language: "fr-FR", created: 0))
    let title = try TextBlock("Images", style), alphabet = try TextBlock(text, style, width: 400)
    for (index, name) in try FileManager.default.contentsOfDirectory(atPath: folder).filter({ $0.hasSuffix(".png") }).sorted().enumerated() {
        let image = try SampledImage(png: Array(Data(contentsOf: URL(filePath: "\(folder)/\(name)"))).span)
        let place = Rectangle(x: 50, y: 50, width: Double(image.width), height: Double(image.height))
        document.page(Rectangle(x: 0, y: 0, width: 500, height: 700)) { page in
            if index == 0 { page.heading(1) { $0.show(title, at: Point(x: 50, y: 680)) } }
            page.artifact(.background) { $0.fill(place, Color(0x00FF00)) }
            page.figure(name, box: place) { $0.draw(image, in: place) }
            page.paragraph { $0.show(alphabet, at: Point(x: 50, y: 600)) }
        }
    }
    try Data(document.bytes()).write(to: URL(filePath: "\(folder)/pages.pdf"))
}

let directory = FileManager.default.temporaryDirectory.appending(path: "justificatifs-\(getpid())").path
try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
defer { try? FileManager.default.removeItem(atPath: directory) }
let keyring = try Keyring(directory: directory, now: 1_795_000_000)
let arguments = CommandLine.arguments.dropFirst()
switch (arguments.first, arguments.last) {
case ("time", let count?): try time(Int(count) ?? 20_000, keyring)
case ("random", let count?): try random(Int(count) ?? 100, keyring)
case ("each", let folder?):
    for (nom, decision) in decisions {
        let file = try justificatif(1, decision, nom: "Odile Vautrin").pdf(signedBy: keyring)
        try Data(file).write(to: URL(filePath: "\(folder)/\(nom).pdf"))
    }
    for (nom, justificatif) in longest() { try Data(justificatif.pdf(signedBy: keyring)).write(to: URL(filePath: "\(folder)/\(nom).pdf")) }
    let certificate = try Data(contentsOf: URL(filePath: directory + "/justificatif-certificat.pem"))
    try certificate.write(to: URL(filePath: folder + "/certificat.pem"))
case ("kit", let count?): try kit(Int(count) ?? 30)
case ("images", let folder?): try images(folder)
default:
    print("justificatifs time COUNT | random COUNT | each DIRECTORY | kit PLACES | images DIRECTORY")
    exit(2)
}
