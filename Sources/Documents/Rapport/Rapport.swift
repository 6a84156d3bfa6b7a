import PDF

/// What a session leaves on paper: texts, tables and charts over marked sheets, PDF/A-2a and PDF/UA-1.
public struct Rapport: Sendable {
    public enum Partie: Sendable {
        case titre(String)
        case paragraphe(String)
        case liste([String])
        /// - Parameters:
        ///   - resume: what it holds, for those who cannot glance at it.
        ///   - parts: of the width, of each column: one in all.
        case tableau(resume: String, entetes: [String], rangees: [[String]], parts: [Double])
        /// A bar for each name, as long as its value is large; `texte` is the value in words.
        case barres(resume: String, entetes: (nom: String, valeur: String), lignes: [(nom: String, valeur: Int, texte: String)])
    }

    public var titre: String
    /// The end of the file name: small letters, digits and hyphens.
    public var nom: String
    public var parties: [Partie]

    public init(titre: String, nom: String, parties: [Partie]) { (self.titre, self.nom, self.parties) = (titre, nom, parties) }

    public var nomDeFichier: String { "SPECIMEN-\(nom).pdf" }

    /// The file. The same report gives the same octets.
    /// - Parameter instant: the date of the file, in seconds since 1970-01-01T00:00:00Z.
    /// - Throws: `ImprimeError`, before any octet is given out.
    public func pdf(instant: Int64) throws(ImprimeError) -> [UInt8] { try pdf(.compact, instant: instant) }

    func pdf(_ form: FileForm, instant: Int64) throws(ImprimeError) -> [UInt8] {
        let police: Police
        do { police = try Police(pour: [TextesDuKit.lettres, titre] + parties.flatMap(\.textes)) } catch { throw .texte(error) }
        let flux = Flux(plume: Plume(police.lettres))
        var document = Document(
            Metadata(
                title: "\(TextesDuJustificatif.marque) – \(titre)", author: TextesDuJustificatif.emetteur, subject: TextesDuKit.avertissement,
                language: "fr-FR", created: instant), form: form)
        var parts = [try flux.title(1, titre), try flux.note(TextesDuKit.avertissement)]
        for partie in parties { parts.append(try flux.part(partie)) }
        try flux.paint(parts, foot: titre, &document)
        do { return try document.bytes() } catch { throw .nonConforme(error) }
    }
}

extension Rapport.Partie {
    fileprivate var textes: [String] {
        switch self {
        case .titre(let texte), .paragraphe(let texte): [texte]
        case .liste(let articles): articles
        case .tableau(_, let entetes, let rangees, _): entetes + rangees.flatMap(\.self)
        case .barres(_, let entetes, let lignes): [entetes.nom, entetes.valeur] + lignes.flatMap { [$0.nom, $0.texte] }
        }
    }
}

extension Flux {
    fileprivate func part(_ partie: Rapport.Partie) throws(ImprimeError) -> Part {
        switch partie {
        case .titre(let texte): try title(2, texte)
        case .paragraphe(let texte): try paragraph(texte)
        case .liste(let articles): try list(articles, numbered: false)
        case .tableau(let resume, let entetes, let rangees, let parts): try table(resume, entetes, rangees, parts)
        case .barres(let resume, let entetes, let lignes): try bars(resume, (entetes.nom, entetes.valeur), lignes.map { ($0.nom, $0.valeur, $0.texte) })
        }
    }
}
